package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.metrics.ChangeMetrics;
import io.redisreplication.redis.Redis;
import java.time.Clock;
import java.time.Duration;

/** The parts of an operator that look and act, put together as in production. */
record ActingOperator(
    Observer observer, Promotion promotion, Rollout rollout, Actor actor, Requests requests) {

  /** One that has just started. */
  static ActingOperator of(
      Redis redis,
      KubernetesClient client,
      FakeCache<Pod> podCache,
      FakeCache<ConfigMap> recordCache,
      Clock clock,
      Steps steps,
      Duration proxies) {
    var pods = new Pods(client);
    pods.readFrom(podCache);
    var records = new Records(client);
    records.readFrom(recordCache);
    var events = new EventPublisher(client, clock, "test");
    var changes = new Changes(events, new ChangeMetrics(new SimpleMeterRegistry()));
    var observer = new Observer(redis, new Passwords(client), clock);
    var guard = new Guard(records, clock);
    var labels = new RoleLabels(pods, guard);
    var promotion = new Promotion(redis, observer, guard, labels, changes, steps, clock);
    var switchover =
        new Switchover(redis, observer, guard, labels, promotion, changes, steps, clock, proxies);
    var rollout = new Rollout(redis, guard, pods);
    return new ActingOperator(
        observer,
        promotion,
        rollout,
        new Actor(redis, guard, labels, promotion, switchover, rollout, changes, steps),
        new Requests(client, events, clock));
  }
}
