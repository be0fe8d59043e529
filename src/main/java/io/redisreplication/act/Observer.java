package io.redisreplication.act;

import static java.util.Comparator.comparingInt;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.UpdateType;
import io.redisreplication.desired.Effective;
import io.redisreplication.desired.Names;
import io.redisreplication.redis.Address;
import io.redisreplication.redis.NoAnswer;
import io.redisreplication.redis.Observation;
import io.redisreplication.redis.Password;
import io.redisreplication.redis.Redis;
import io.redisreplication.status.Facts;
import io.redisreplication.status.PodProblems;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Silence;
import io.redisreplication.topology.Since;
import io.redisreplication.topology.Topology;
import io.redisreplication.topology.TopologyRecord;
import io.redisreplication.topology.Wishes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Looks at caches and at Redis; changes nothing. */
public final class Observer {
  /** The kubelet or containerd was not there when the container ended: the time is a later one. */
  private static final Set<String> UNSEEN_END = Set.of("Unknown", "ContainerStatusUnknown");

  private final Redis redis;
  private final Passwords passwords;
  private final Clock clock;
  private final Map<ResourceID, Since> memory = new ConcurrentHashMap<>();

  public Observer(Redis redis, Passwords passwords, Clock clock) {
    this.redis = redis;
    this.passwords = passwords;
    this.clock = clock;
  }

  public Seen look(RedisReplication rr, TopologyRecord record, Context<RedisReplication> context) {
    var at = clock.instant();
    var pods =
        context.getSecondaryResources(Pod.class).stream()
            .filter(p -> p.getMetadata().getName().matches(Names.statefulSet(rr) + "-\\d+"))
            .sorted(comparingInt(Observer::ordinal))
            .toList();
    var claims = List.copyOf(context.getSecondaryResources(PersistentVolumeClaim.class));
    var set = context.getSecondaryResource(StatefulSet.class);
    var password = passwords.of(rr, context);
    var addresses = password.value().map(p -> addresses(rr, pods, p)).orElse(Map.of());
    var observation = redis.observe(addresses.values());
    var size = Math.max(rr.getSpec().replicas(), set.map(s -> s.getSpec().getReplicas()).orElse(0));
    var volumes = Volumes.of(rr, claims);
    var updates = new Updates(rr, set);
    var members = pods.stream().map(p -> member(rr, p, volumes, updates, observation)).toList();
    var seen =
        new Topology(members, record, wishes(rr, size), volumes.unused(pods), OptionalLong.empty());
    var since = since(rr, seen);
    var topology =
        seen.rightfulPrimary().isPresent() ? seen : seen.after(secondsSinceLoss(seen, since));
    return new Seen(
        at, topology, pods, claims, set, addresses, observation, since, password.problem());
  }

  /**
   * The same members, asked again; where a link's end was known before it was held, it still is.
   */
  public Topology lookAgain(Seen before) {
    var answered = new LinkedHashMap<>(before.addresses());
    answered.keySet().retainAll(before.observation().reached().keySet());
    return before.topology().asked(redis.observe(answered.values()).reached());
  }

  /** A hand-over is not tried again at once. */
  void handOverFailed(RedisReplication rr) {
    memory.computeIfPresent(
        ResourceID.fromResource(rr), (id, since) -> since.withFailedHandOver(clock.instant()));
  }

  /** The primary that was to be at that ordinal failed there. */
  void primaryFailed(RedisReplication rr) {
    memory.computeIfPresent(ResourceID.fromResource(rr), (id, since) -> since.withLongerFailback());
  }

  public void forget(ResourceID id) {
    memory.remove(id);
  }

  /**
   * The primary's end is known from its pod, or from the first look that missed it; the earlier of
   * both is nearer to the truth. Empty when nobody knows: a replica must not lose its say because
   * its primary's end was noticed late.
   */
  private OptionalLong secondsSinceLoss(Topology t, Since since) {
    return Stream.concat(
            since.missed().stream(), t.recordedPrimary().flatMap(Member::previousEnd).stream())
        .mapToLong(at -> Duration.between(at, clock.instant()).toSeconds())
        .max();
  }

  private Since since(RedisReplication rr, Topology t) {
    return memory.compute(
        ResourceID.fromResource(rr),
        (id, before) -> (before == null ? Since.nothing() : before).after(t, clock.instant()));
  }

  /**
   * Only pods whose container runs: the address of another one may belong to somebody else by now.
   */
  private static Map<String, Address> addresses(
      RedisReplication rr, List<Pod> pods, Password password) {
    var addresses = new LinkedHashMap<String, Address>();
    for (var pod : pods) {
      var name = pod.getMetadata().getName();
      if (running(pod)) {
        addresses.put(
            name,
            new Address(
                rr.getMetadata().getNamespace(),
                rr.getMetadata().getName(),
                name,
                Names.host(rr, name),
                pod.getStatus().getPodIP(),
                Names.PORT,
                password));
      }
    }
    return addresses;
  }

  private static boolean running(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && pod.getStatus().getContainerStatuses().stream()
            .anyMatch(
                c -> c.getName().equals(Names.CONTAINER) && c.getState().getRunning() != null);
  }

  private static Member member(
      RedisReplication rr, Pod pod, Volumes volumes, Updates updates, Observation observation) {
    var name = pod.getMetadata().getName();
    var answer = Optional.ofNullable(observation.reached().get(name));
    var silence =
        Optional.ofNullable(observation.silent().get(name))
            .map(NoAnswer::silence)
            .orElse(PodProblems.crashing(pod) ? Silence.FAILING : Silence.NOT_RUNNING);
    return new Member(
        name,
        pod.getMetadata().getUid(),
        ordinal(pod),
        Names.host(rr, name),
        volumes.of(ordinal(pod)),
        Optional.ofNullable(pod.getStatus().getStartTime()).map(Instant::parse),
        previousEnd(pod),
        restartedInPlace(pod),
        pod.getMetadata().getDeletionTimestamp() != null,
        Facts.ready(pod),
        updates.outdated(pod),
        updates.unconfigured(pod),
        answer.isPresent() ? Optional.empty() : Optional.of(silence),
        answer);
  }

  private static boolean restartedInPlace(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(c -> c.getName().equals(Names.CONTAINER) && c.getRestartCount() > 0);
  }

  private static Optional<Instant> previousEnd(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(c -> c.getName().equals(Names.CONTAINER) && c.getLastState() != null)
        .map(c -> c.getLastState().getTerminated())
        .filter(t -> t != null && t.getFinishedAt() != null && !UNSEEN_END.contains(t.getReason()))
        .map(t -> Instant.parse(t.getFinishedAt()))
        .findFirst();
  }

  private static Wishes wishes(RedisReplication rr, int size) {
    var ordinal = rr.getSpec().primaryOrdinal();
    var failover = rr.getSpec().failover();
    var update = rr.getSpec().update();
    return new Wishes(
        size,
        rr.getSpec().replicas(),
        ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal),
        Requests.switchoverTo(rr),
        Requests.acceptDataLoss(rr),
        Effective.minReplicas(rr),
        Effective.ephemeral(rr),
        Records.newCluster(),
        new Wishes.Failover(
            failover.enabled(), Effective.failoverDelay(rr), Effective.unresponsiveTimeout(rr)),
        new Wishes.Update(update.type() == UpdateType.RollingUpdate, update.partition()));
  }

  private static int ordinal(Pod pod) {
    return Names.ordinal(pod.getMetadata().getName()).orElseThrow();
  }
}
