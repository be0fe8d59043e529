package io.redisreplication.storage;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.redisreplication.act.Steps;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.VolumeState;
import io.redisreplication.api.v1beta1.VolumeStatus;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings the disks of spec.storage.volumes to the claims of their pods: one step for each volume
 * and pass. Volumes are read until they are bound; then nothing is asked any more.
 */
public final class Adopter {
  /** Kubernetes writes to the same objects: the next look mostly succeeds. */
  private static final int TRIES = 3;

  private final KubernetesClient client;
  private final Steps steps;

  public Adopter(KubernetesClient client, Steps steps) {
    this.client = client;
    this.steps = steps;
  }

  /**
   * Returns how far each volume is.
   *
   * @param claims of the set
   * @param pods of the set, by name
   * @param others every other resource
   */
  public List<VolumeStatus> advance(
      RedisReplication rr,
      List<PersistentVolumeClaim> claims,
      List<String> pods,
      Supplier<List<RedisReplication>> others) {
    return Wanted.of(rr).stream()
        .map(
            w ->
                claims.stream().anyMatch(w::bound)
                    ? w.status(VolumeState.Bound, null, null)
                    : advance(w, pods, others.get()))
        .toList();
  }

  private VolumeStatus advance(Wanted w, List<String> pods, List<RedisReplication> others) {
    for (int tries = 1; ; tries++) {
      try {
        return carryOut(w, AdoptionPlan.next(w, find(w, pods, others)));
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          return Failures.status(w, e);
        }
      } catch (IllegalArgumentException e) {
        return Failures.status(w, e);
      }
    }
  }

  private Found find(Wanted w, List<String> pods, List<RedisReplication> others) {
    var volume =
        Optional.ofNullable(client.persistentVolumes().withName(w.persistentVolume()).get());
    var claim =
        Optional.ofNullable(
            client.persistentVolumeClaims().inNamespace(w.namespace()).withName(w.claim()).get());
    var nodes =
        volume.filter(NodeReach::limited).isPresent()
            ? client.nodes().list().getItems()
            : List.<Node>of();
    return new Found(volume, claim, nodes, others, pods);
  }

  private VolumeStatus carryOut(Wanted w, Step step) {
    return switch (step) {
      case Step.MakeVolume s -> {
        client.resource(s.volume()).fieldValidation(FieldValidateable.Validation.STRICT).create();
        steps.done("volume-made");
        yield w.status(VolumeState.Creating, null, "made from its source");
      }
      case Step.Retain s -> {
        client.resource(s.volume()).update();
        steps.done("volume-retained");
        yield w.status(
            VolumeState.Retaining,
            null,
            "persistentVolumeReclaimPolicy was %s and is Retain now".formatted(s.was()));
      }
      case Step.Reserve s -> {
        client.resource(s.volume()).update();
        steps.done("volume-reserved");
        yield w.status(VolumeState.Reserving, null, AdoptionPlan.reserved(w));
      }
      case Step.MakeClaim s -> {
        client.resource(s.claim()).create();
        steps.done("claim-made");
        yield w.status(VolumeState.Claiming, null, "claim made");
      }
      case Step.TakeClaim s -> {
        client.resource(s.claim()).update();
        steps.done("claim-taken");
        yield w.status(VolumeState.Claiming, null, "the claim that was there is used");
      }
      case Step.MarkClaim s -> {
        client.resource(s.claim()).update();
        steps.done("claim-marked");
        yield w.status(VolumeState.Binding, null, AdoptionPlan.BINDING);
      }
      case Step.Await s -> w.status(s.state(), null, s.message());
      case Step.Done s -> w.status(VolumeState.Bound, null, null);
      case Step.Refuse s -> w.status(VolumeState.Refused, s.reason(), s.message());
    };
  }
}
