package io.redisreplication;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import io.redisreplication.act.Actor;
import io.redisreplication.act.Changes;
import io.redisreplication.act.Guard;
import io.redisreplication.act.Objects;
import io.redisreplication.act.Observer;
import io.redisreplication.act.Passwords;
import io.redisreplication.act.Pods;
import io.redisreplication.act.Problems;
import io.redisreplication.act.Promotion;
import io.redisreplication.act.Records;
import io.redisreplication.act.RedisWatch;
import io.redisreplication.act.Reporter;
import io.redisreplication.act.Requests;
import io.redisreplication.act.RoleLabels;
import io.redisreplication.act.Rollout;
import io.redisreplication.act.Steps;
import io.redisreplication.act.Switchover;
import io.redisreplication.events.EventPublisher;
import io.redisreplication.metrics.ApiRequests;
import io.redisreplication.metrics.ChangeMetrics;
import io.redisreplication.metrics.MemberMetrics;
import io.redisreplication.redis.AddressResolver;
import io.redisreplication.redis.LettuceRedis;
import io.redisreplication.redis.Redis;
import io.redisreplication.storage.Adopter;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts the operator together; the parts themselves know no container. */
@Singleton
class OperatorBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** As the client of Quarkus, with a counter of requests. */
  @Produces
  @Singleton
  KubernetesClient client(
      Config config, KubernetesSerialization serialization, MeterRegistry registry) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            b -> b.addOrReplaceInterceptor("requests", new ApiRequests(registry)))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }

  @Produces
  @Singleton
  Redis redis(KubernetesClient client, OperatorConfig config) {
    return new LettuceRedis(new AddressResolver(client, AddressResolver.Mode.of(config.connect())));
  }

  void close(@Disposes Redis redis) {
    ((LettuceRedis) redis).close();
  }

  @Produces
  @Singleton
  Records records(KubernetesClient client) {
    return new Records(client);
  }

  @Produces
  @Singleton
  RoleLabels roleLabels(Pods pods, Guard guard) {
    return new RoleLabels(pods, guard);
  }

  @Produces
  @Singleton
  Pods pods(KubernetesClient client) {
    return new Pods(client);
  }

  @Produces
  @Singleton
  Observer observer(Redis redis, KubernetesClient client, Clock clock) {
    return new Observer(redis, new Passwords(client), clock);
  }

  @Produces
  @Singleton
  Changes changes(EventPublisher events, ChangeMetrics metrics) {
    return new Changes(events, metrics);
  }

  @Produces
  @Singleton
  Steps steps(OperatorConfig config) {
    return new Steps(config.haltAfter());
  }

  @Produces
  @Singleton
  Guard guard(Records records, Clock clock) {
    return new Guard(records, clock);
  }

  @Produces
  @Singleton
  Promotion promotion(
      Redis redis,
      Observer observer,
      Guard guard,
      RoleLabels labels,
      Changes changes,
      Steps steps,
      Clock clock) {
    return new Promotion(redis, observer, guard, labels, changes, steps, clock);
  }

  @Produces
  @Singleton
  Actor actor(
      Redis redis,
      Observer observer,
      Guard guard,
      RoleLabels labels,
      Promotion promotion,
      Pods pods,
      Changes changes,
      Steps steps,
      Clock clock) {
    var switchover =
        new Switchover(
            redis, observer, guard, labels, promotion, changes, steps, clock, Switchover.PROXIES);
    var rollout = new Rollout(redis, guard, pods);
    return new Actor(redis, guard, labels, promotion, switchover, rollout, changes, steps);
  }

  @Produces
  @Singleton
  Objects objects(KubernetesClient client, Guard guard, Pods pods, Steps steps, Clock clock) {
    var problems = new Problems(client, clock);
    return new Objects(client, guard, pods, problems, new Adopter(client, steps));
  }

  @Produces
  @Singleton
  EventPublisher events(KubernetesClient client, Clock clock) {
    return new EventPublisher(client, clock, instance());
  }

  /** The pod's name, or the machine's. */
  static String instance() {
    return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("local");
  }

  @Produces
  @Singleton
  Requests requests(KubernetesClient client, EventPublisher events, Clock clock) {
    return new Requests(client, events, clock);
  }

  @Produces
  @Singleton
  ChangeMetrics changeMetrics(MeterRegistry registry) {
    return new ChangeMetrics(registry);
  }

  @Produces
  @Singleton
  Reporter reporter(Changes changes, EventPublisher events, ChangeMetrics metrics, Clock clock) {
    return new Reporter(changes, events, metrics, clock);
  }

  @Produces
  @Singleton
  RedisWatch redisWatch(
      Redis redis,
      Observer observer,
      Changes changes,
      ChangeMetrics metrics,
      MeterRegistry registry) {
    return new RedisWatch(
        redis,
        new MemberMetrics(registry)::update,
        id -> {
          observer.forget(id);
          changes.forget(id);
          metrics.forget(id);
        });
  }

  /** An older operator must be able to read objects of a newer CRD. */
  @Produces
  @Singleton
  KubernetesClientObjectMapperCustomizer lenient() {
    return mapper -> mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }
}
