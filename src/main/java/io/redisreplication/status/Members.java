package io.redisreplication.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.desired.ConfigStamp;
import io.redisreplication.desired.Labels;
import io.redisreplication.desired.Revision;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.RedisState;
import io.redisreplication.topology.Topology;
import java.util.List;
import java.util.Optional;

/** The members as the status shows them. */
public final class Members {
  /** Of a pod that goes on purpose. */
  public static final String BEING_DELETED = "the pod is being deleted";

  private Members() {}

  static List<MemberStatus> of(
      RedisReplication rr, Facts facts, Optional<RedisReplicationStatus> before) {
    return facts.topology().members().stream().map(m -> of(rr, facts, m, before)).toList();
  }

  private static MemberStatus of(
      RedisReplication rr, Facts facts, Member m, Optional<RedisReplicationStatus> before) {
    var pod = facts.pod(m.pod()).orElseThrow();
    var was =
        before.map(RedisReplicationStatus::members).stream()
            .flatMap(List::stream)
            .filter(s -> s.pod().equals(m.pod()))
            .map(MemberStatus::state)
            .findFirst();
    var state = state(facts.topology(), m, was);
    return new MemberStatus(
        m.pod(),
        m.ordinal(),
        label(pod, Labels.ROLE),
        state,
        Optional.ofNullable(message(facts, m, pod, state)).or(() -> drift(rr, m, pod)).orElse(null),
        pod.getSpec() == null ? null : pod.getSpec().getNodeName(),
        m.volume().orElse(null),
        Revision.of(pod));
  }

  static MemberState state(Topology t, Member m, Optional<MemberState> was) {
    if (m.redis().isEmpty()) {
      return MemberState.Unreachable;
    }
    var redis = m.redis().get();
    if (redis.loading()) {
      return MemberState.Loading;
    }
    var primary = t.rightfulPrimary();
    if (primary.filter(p -> p.ordinal() == m.ordinal()).isPresent()) {
      return MemberState.Primary;
    }
    if (m.foreign(t.record().cluster())) {
      return MemberState.Foreign;
    }
    if (redis.held() || redis.master() || primary.isEmpty() && !redis.linkUp()) {
      return MemberState.Held;
    }
    return t.inSync(m) || was.filter(MemberState.InSync::equals).isPresent() && rewriting(t, m)
        ? MemberState.InSync
        : following(redis);
  }

  /** A replica that was in sync and rewrites its AOF, as it does now and then, still is. */
  private static boolean rewriting(Topology t, Member m) {
    return m.redis()
        .filter(RedisState::aofRewriting)
        .map(r -> m.withoutAofRewrite())
        .filter(t::inSync)
        .isPresent();
  }

  private static MemberState following(RedisState redis) {
    return redis.linkUp() && !redis.syncing() && redis.lastIoSeconds() > 2
        ? MemberState.Lagging
        : MemberState.Syncing;
  }

  private static String message(Facts facts, Member m, Pod pod, MemberState state) {
    return switch (state) {
      case Unreachable ->
          m.terminating()
              ? BEING_DELETED
              : PodProblems.of(pod)
                  .map(Problem::message)
                  .orElse(facts.silent().getOrDefault(m.pod(), "not running"));
      case Held -> held(facts.topology(), m);
      case Foreign ->
          m.unmarked()
              ? "its disk holds data without a marker: its files are set aside in /data/diverged-0, then it is filled from the primary"
              : "its disk holds data of another set; it is left alone: remove the claim to have it filled from the primary";
      default -> m.diskFails() ? "its disk takes no writes" : null;
    };
  }

  /** What only a new pod can give it. */
  private static Optional<String> drift(RedisReplication rr, Member m, Pod pod) {
    var directives = String.join(", ", ConfigStamp.needRestart(pod, rr));
    if (!m.outdated()) {
      return Optional.empty();
    }
    return Optional.of(
        directives.isEmpty()
            ? "made before the spec changed: a new pod brings it in"
            : "spec.config has changed: %s takes effect in a new pod".formatted(directives));
  }

  private static String held(Topology t, Member m) {
    if (t.rightfulPrimary().isEmpty()) {
      return "waits for a primary to be chosen";
    }
    return FailoverPolicy.wasPrimary(t, m)
        ? "former primary: sets its files aside, then follows"
        : "waits to follow the primary";
  }

  private static String label(Pod pod, String key) {
    return pod.getMetadata().getLabels() == null ? null : pod.getMetadata().getLabels().get(key);
  }
}
