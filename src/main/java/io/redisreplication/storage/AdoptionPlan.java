package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.desired.Names;
import io.redisreplication.status.Claims;
import io.redisreplication.storage.Step.Await;
import io.redisreplication.storage.Step.Done;
import io.redisreplication.storage.Step.MakeClaim;
import io.redisreplication.storage.Step.MakeVolume;
import io.redisreplication.storage.Step.MarkClaim;
import io.redisreplication.storage.Step.Refuse;
import io.redisreplication.storage.Step.Reserve;
import io.redisreplication.storage.Step.Retain;
import io.redisreplication.storage.Step.TakeClaim;
import java.util.Optional;

/**
 * The way of a disk to its pod: checked, kept (reclaim policy Retain), reserved (claimRef),
 * claimed, bound. The next step follows from what there is, so it goes on after a crash between any
 * two. No step deletes anything.
 */
final class AdoptionPlan {
  static final String BINDING = "Kubernetes binds it to its claim";

  private static final String RETAIN = "Retain";

  private AdoptionPlan() {}

  static Step next(Wanted w, Found f) {
    return f.volume().map(v -> next(w, f, v)).orElseGet(() -> withoutVolume(w, f));
  }

  private static Step withoutVolume(Wanted w, Found f) {
    var name = w.persistentVolume();
    var lost = f.claim().filter(c -> name.equals(c.getSpec().getVolumeName())).isPresent();
    if (w.volume().source() == null) {
      return new Refuse(
          "VolumeMissing",
          "there is no PersistentVolume %s%s: make it, or correct persistentVolumeName"
              .formatted(name, lost ? " any more, claim %s has lost it".formatted(w.claim()) : ""));
    }
    var refused = Rivals.ofSource(w, f).or(() -> f.claim().flatMap(c -> ClaimChecks.taken(w, c)));
    return refused.isPresent() ? refused.get() : new MakeVolume(VolumeObjects.made(w));
  }

  private static Step next(Wanted w, Found f, PersistentVolume volume) {
    var inUse = f.claim().filter(c -> bound(w, volume, c)).isPresent();
    var terminating = f.claim().flatMap(c -> terminating(w, f, c));
    if (terminating.isPresent()) {
      return terminating.get();
    }
    if (!inUse) {
      var refused =
          VolumeChecks.refusal(w, f, volume)
              .or(() -> f.claim().flatMap(c -> ClaimChecks.refusal(w, volume, c)));
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    var policy = volume.getSpec().getPersistentVolumeReclaimPolicy();
    if (!RETAIN.equals(policy)) {
      return new Retain(VolumeObjects.retained(volume), policy);
    }
    if (!inUse && !VolumeObjects.reserved(w, volume, f.claim())) {
      return new Reserve(VolumeObjects.reservedFor(w, volume));
    }
    if (f.claim().isEmpty()) {
      return claimable(volume)
          ? new MakeClaim(ClaimObjects.made(w, volume))
          : new Await(VolumeState.Reserving, reserved(w));
    }
    var claim = f.claim().get();
    var taken = ClaimObjects.taken(w, claim, inUse);
    if (!taken.equals(claim)) {
      return new TakeClaim(taken);
    }
    var marked = ClaimObjects.marked(w, claim);
    if (!marked.equals(claim) && chosen(volume, claim)) {
      return new MarkClaim(marked);
    }
    return inUse ? new Done() : new Await(VolumeState.Binding, BINDING);
  }

  /**
   * The binder writes this first. It may fail at the next write, in a race of its own, and go on
   * after 15 s; or as soon as the claim changes.
   */
  private static boolean chosen(PersistentVolume volume, PersistentVolumeClaim claim) {
    return claim.getMetadata().getUid().equals(volume.getSpec().getClaimRef().getUid());
  }

  static String reserved(Wanted w) {
    return "claimRef is %s now".formatted(w.claim());
  }

  /**
   * A claim that comes while Kubernetes still writes to the volume is bound a round of its binder
   * later: 15 s (kube-controller-manager, pvclaimbinder-sync-period).
   */
  private static boolean claimable(PersistentVolume volume) {
    return "Available".equals(VolumeObjects.phase(volume));
  }

  /** Both sides say so: nothing can be checked or reserved any more. */
  private static boolean bound(Wanted w, PersistentVolume volume, PersistentVolumeClaim claim) {
    var ref = volume.getSpec().getClaimRef();
    return w.named(ref)
        && claim.getMetadata().getUid().equals(ref.getUid())
        && w.persistentVolume().equals(claim.getSpec().getVolumeName())
        && Claims.bound(claim);
  }

  private static Optional<Step> terminating(Wanted w, Found f, PersistentVolumeClaim claim) {
    if (claim.getMetadata().getDeletionTimestamp() == null) {
      return Optional.empty();
    }
    var pod = Names.pod(w.rr(), w.ordinal());
    var user = f.pods().contains(pod) ? "pod " + pod + " still uses it" : "it goes soon";
    return Optional.of(
        new Await(
            VolumeState.Checking, "claim %s is being deleted: %s".formatted(w.claim(), user)));
  }
}
