package io.redisreplication.status;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.desired.Effective;
import io.redisreplication.desired.Labels;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status, composed from facts each time; the one before only lends its transition times. */
public final class StatusComposer {
  /** Condition types; Stalled is there only while it is true (kstatus). */
  public static final String READY = "Ready";

  public static final String REPLICATING = "Replicating";
  public static final String STORAGE_READY = "StorageReady";
  public static final String PROGRESSING = "Progressing";
  public static final String STALLED = "Stalled";

  /** Reason of Progressing while pods are replaced. */
  public static final String ROLLING_UPDATE = "RollingUpdate";

  private StatusComposer() {}

  public static RedisReplicationStatus compose(RedisReplication rr, Facts facts, Instant now) {
    var before = Optional.ofNullable(rr.getStatus());
    var members = Members.of(rr, facts, before);
    var primary = serving(facts);
    return new RedisReplicationStatus(
        rr.getMetadata().getGeneration(),
        facts.pods().size(),
        (int) facts.pods().stream().filter(Facts::ready).count(),
        Labels.selectorText(rr),
        primary.map(Member::pod).orElse(null),
        facts.topology().record().epoch(),
        members,
        facts.volumes().isEmpty() ? null : facts.volumes(),
        LastChange.of(facts, primary, before, now),
        conditions(rr, facts, members, primary, now));
  }

  /** The rightful primary once its Service is open. */
  private static Optional<Member> serving(Facts facts) {
    var record = facts.topology().record();
    return facts.topology().rightfulPrimary().filter(p -> record.served() == record.epoch());
  }

  private static List<Condition> conditions(
      RedisReplication rr,
      Facts facts,
      List<MemberStatus> members,
      Optional<Member> primary,
      Instant now) {
    var before =
        Optional.ofNullable(rr.getStatus())
            .map(RedisReplicationStatus::conditions)
            .orElse(List.of());
    var conditions = new Conditions(before, rr.getMetadata().getGeneration(), now);
    var rollout = new Rollout(rr, facts.topology(), members);
    var problem =
        facts.problems().stream().findFirst().or(() -> rollout.overdue(facts.pods(), now));
    var replicating = replicating(rr, facts, members, primary);
    var storage = storage(rr, facts);
    var waiting = waiting(rr, facts, primary, replicating, storage, rollout);
    var ready = problem.isEmpty() && waiting.isEmpty();
    if (ready) {
      conditions.add(
          READY,
          true,
          "Serving",
          primary.get().pod() + " is the primary, every replica is in sync");
    } else {
      var why = problem.orElseGet(waiting::get);
      conditions.add(READY, false, why.reason(), why.message());
    }
    conditions.add(
        REPLICATING,
        replicating.isEmpty(),
        replicating.map(Problem::reason).orElse("InSync"),
        replicating.map(Problem::message).orElse(proof(members, facts)));
    var disks = storage.or(() -> Disks.nearlyFull(rr, facts, Optional.ofNullable(rr.getStatus())));
    conditions.add(
        STORAGE_READY,
        disks.isEmpty(),
        disks.map(Problem::reason).orElse("Bound"),
        disks.map(Problem::message).orElse(bound(rr)));
    progressing(conditions, rollout, problem, waiting, ready);
    problem.ifPresent(p -> conditions.add(STALLED, true, p.reason(), p.message()));
    return conditions.all();
  }

  private static String proof(List<MemberStatus> members, Facts facts) {
    return members.size() == 1
        ? "one pod: there is nothing to replicate to"
        : "%d of %d replicas have the marker of epoch %d"
            .formatted(members.size() - 1, members.size() - 1, facts.topology().record().epoch());
  }

  private static void progressing(
      Conditions conditions,
      Rollout rollout,
      Optional<Problem> problem,
      Optional<Problem> waiting,
      boolean ready) {
    if (ready) {
      var old = rollout.pending();
      conditions.add(
          PROGRESSING,
          false,
          old.isEmpty() ? "Complete" : "UpdatePending",
          old.orElse("nothing is left to do"));
    } else if (problem.isPresent()) {
      var why = rollout.replacing() ? rollout.stalled(problem.get()) : problem.get();
      conditions.add(PROGRESSING, false, why.reason(), why.message());
    } else {
      conditions.add(PROGRESSING, true, waiting.get().reason(), waiting.get().message());
    }
  }

  private static Optional<Problem> replicating(
      RedisReplication rr, Facts facts, List<MemberStatus> members, Optional<Member> primary) {
    if (primary.isEmpty()) {
      var none = "no member serves as primary";
      return Optional.of(Problem.of("NoPrimary", none + userDecides(facts)));
    }
    var behind =
        members.stream()
            .filter(m -> m.state() != MemberState.Primary && m.state() != MemberState.InSync)
            .toList();
    if (!behind.isEmpty()) {
      return Optional.of(
          Problem.of(
              "ReplicasNotInSync",
              behind.stream().map(StatusComposer::describe).collect(joining("; "))));
    }
    return members.size() < rr.getSpec().replicas()
        ? Optional.of(
            Problem.of(
                "PodsMissing",
                "%d of %d pods exist".formatted(members.size(), rr.getSpec().replicas())))
        : Optional.empty();
  }

  private static String bound(RedisReplication rr) {
    return withoutClaims(rr)
        ? "no claims: the data lives as long as the pods"
        : "every claim is bound";
  }

  private static boolean withoutClaims(RedisReplication rr) {
    return Effective.ephemeral(rr) && !Effective.ownVolumes(rr);
  }

  /** Said here too: another problem may come first in Ready. */
  private static String userDecides(Facts facts) {
    return facts.decision() instanceof Decision.Wait w && Waits.USER_DECIDES.contains(w.reason())
        ? ": " + w.message()
        : "";
  }

  private static Optional<Problem> storage(RedisReplication rr, Facts facts) {
    var problem = facts.problems().stream().filter(Problem::storage).findFirst();
    if (problem.isPresent() || withoutClaims(rr)) {
      return problem;
    }
    var adopting = Adoption.pending(facts.volumes());
    if (adopting.isPresent()) {
      return adopting;
    }
    var bound = Claims.boundOfPods(rr, facts.claims());
    if (bound < rr.getSpec().replicas()) {
      var message = "%d of %d claims are bound".formatted(bound, rr.getSpec().replicas());
      return Optional.of(Problem.ofStorage("ClaimsPending", message));
    }
    return Expansion.underWay(rr, facts.claims());
  }

  /** What is not there yet and comes by itself, or what a decision waits for. */
  private static Optional<Problem> waiting(
      RedisReplication rr,
      Facts facts,
      Optional<Member> primary,
      Optional<Problem> replicating,
      Optional<Problem> storage,
      Rollout rollout) {
    var adopting = Adoption.pending(facts.volumes());
    if (primary.isEmpty() && adopting.isPresent()) {
      return adopting;
    }
    if (facts.decision() instanceof Decision.Wait w) {
      return Optional.of(Problem.of(w.reason(), w.message()));
    }
    if (primary.isPresent() && rollout.running().isPresent()) {
      return rollout.running();
    }
    if (replicating.isPresent()) {
      return replicating;
    }
    var unready =
        facts.pods().stream()
            .filter(p -> !Facts.ready(p))
            .map(Pod::getMetadata)
            .map(m -> m.getName())
            .collect(joining(", "));
    if (!unready.isEmpty()) {
      return Optional.of(Problem.of("PodsNotReady", "not ready: " + unready));
    }
    return facts.pods().size() > rr.getSpec().replicas()
        ? Optional.of(
            Problem.of(
                "ScalingDown",
                "%d pods, %d wanted%s"
                    .formatted(
                        facts.pods().size(),
                        rr.getSpec().replicas(),
                        primary
                            .filter(p -> p.ordinal() >= rr.getSpec().replicas())
                            .map(p -> ": the primary " + p.pod() + " hands over first")
                            .orElse(""))))
        : storage;
  }

  private static String describe(MemberStatus m) {
    return m.pod() + " is " + m.state() + (m.message() == null ? "" : " (" + m.message() + ")");
  }
}
