package io.redisreplication.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.e2e.Door;
import io.redisreplication.e2e.Pods;
import io.redisreplication.e2e.RedisProcess;
import io.redisreplication.e2e.RedisSet;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Three pods to which something happens.
 *
 * @param operated a RedisReplication; otherwise the tutorial's StatefulSet, of which pod 0 is the
 *     primary for ever
 */
record Subject(Bench bench, RedisSet set, String name, boolean operated) {
  static final String SPEC = "storage: {size: 64Mi}\npod: {annotations: {round: '%d'}}";

  static Subject operated(Bench bench) {
    var set = new RedisSet(bench.client, bench.namespace, "redis").apply(SPEC.formatted(0));
    set.awaitReady();
    return new Subject(bench, set, "redis", true);
  }

  static Subject tutorial(Bench bench) {
    bench.apply(Bench.resource("/bench/tutorial.yaml").replace("PODMANAGEMENTPOLICY", "Parallel"));
    var set = new RedisSet(bench.client, bench.namespace, "tutorial");
    var subject = new Subject(bench, set, "tutorial", false);
    subject.awaitReady();
    return subject;
  }

  SteadyClient client(int periodMillis, boolean confirmed) {
    var door = Door.of(bench.client, bench.namespace, name);
    return new SteadyClient(door, Duration.ofMillis(periodMillis), confirmed);
  }

  String primary() {
    return operated ? set.primary() : name + "-0";
  }

  Pods pods() {
    return set.pods();
  }

  void kill(String pod) {
    RedisProcess.of(set, pod).kill();
  }

  void awaitReady() {
    if (operated) {
      set.awaitReady();
    } else {
      bench.untilReplicating(name, Instant.now());
    }
  }

  /**
   * Adds the longest gap between two writes around an event.
   *
   * @param over returns when it has happened and nothing more is to be expected
   */
  void measure(SteadyClient client, Result result, Runnable event, Runnable over) {
    var epoch = epoch();
    client.mark();
    event.run();
    over.run();
    client.awaitWrites(50);
    result.add(client.longestGap());
    ownShare(epoch).ifPresent(result::share);
  }

  /** A container that has been restarted once is restarted late the next time. */
  void makeFresh(String pod) {
    if (pods().restarts(pod) > 0) {
      var before = pods().containerId(pod);
      pods().delete(pod);
      awaitOther(pod, before);
      awaitReady();
    }
  }

  void awaitOther(String pod, String containerBefore) {
    RedisSet.eventually(
        "another container of " + pod,
        () -> assertThat(pods().containerId(pod)).isNotEmpty().isNotEqualTo(containerBefore));
  }

  /** The pod is there again, and everybody in sync. */
  void awaitBack(String pod) {
    RedisSet.eventually("a new " + pod, () -> assertThat(pods().containerId(pod)).isNotEmpty());
    awaitReady();
  }

  private int epoch() {
    return operated ? set.status().epoch() : 0;
  }

  /**
   * Seconds from the moment the operator saw the loss, or decided to hand over, until there was a
   * new master.
   *
   * @param epochBefore empty when there was no other primary since
   */
  private OptionalDouble ownShare(int epochBefore) {
    if (epoch() == epochBefore) {
      return OptionalDouble.empty();
    }
    var last = set.status().lastFailover();
    return last == null || last.detectedAt() == null || last.promotedAt() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Duration.between(Instant.parse(last.detectedAt()), Instant.parse(last.promotedAt()))
                    .toMillis()
                / 1000.0);
  }
}
