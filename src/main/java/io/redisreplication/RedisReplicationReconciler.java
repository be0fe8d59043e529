package io.redisreplication;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.redisreplication.act.Actor;
import io.redisreplication.act.Objects;
import io.redisreplication.act.Observer;
import io.redisreplication.act.Pods;
import io.redisreplication.act.Records;
import io.redisreplication.act.RedisWatch;
import io.redisreplication.act.Refusals;
import io.redisreplication.act.Reporter;
import io.redisreplication.act.Requests;
import io.redisreplication.act.Seen;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.dependent.ConfigMapDependent;
import io.redisreplication.dependent.PodDisruptionBudgetDependent;
import io.redisreplication.dependent.SecretDependent;
import io.redisreplication.dependent.ServicesDependent;
import io.redisreplication.dependent.StatefulSetDependent;
import io.redisreplication.desired.Effective;
import io.redisreplication.redis.RedisFailure;
import io.redisreplication.storage.Progress;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.SwitchoverPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop: look, decide, act on Redis, apply objects, tell. */
@ControllerConfiguration(
    name = "redisreplication",
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = RequestFilter.class))
@Workflow(
    explicitInvocation = true,
    handleExceptionsInReconciler = true,
    dependents = {
      @Dependent(name = "config", type = ConfigMapDependent.class),
      @Dependent(
          name = "auth",
          type = SecretDependent.class,
          reconcilePrecondition = SecretDependent.Wanted.class),
      @Dependent(name = "services", type = ServicesDependent.class),
      @Dependent(name = "budget", type = PodDisruptionBudgetDependent.class),
      @Dependent(name = "redis", type = StatefulSetDependent.class, dependsOn = "config")
    })
public class RedisReplicationReconciler implements Reconciler<RedisReplication> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisReplicationReconciler.class);

  private final OperatorConfig config;
  private final Records records;
  private final Pods pods;
  private final Observer observer;
  private final Actor actor;
  private final Objects objects;
  private final Reporter reporter;
  private final Requests requests;
  private final RedisWatch watch;
  private final Clock clock;
  private final Passes passes;
  private final Haste haste = new Haste();

  RedisReplicationReconciler(
      OperatorConfig config,
      Records records,
      Pods pods,
      Observer observer,
      Actor actor,
      Objects objects,
      Reporter reporter,
      Requests requests,
      RedisWatch watch,
      Clock clock,
      Passes passes) {
    this.config = config;
    this.records = records;
    this.pods = pods;
    this.observer = observer;
    this.actor = actor;
    this.objects = objects;
    this.reporter = reporter;
    this.requests = requests;
    this.watch = watch;
    this.clock = clock;
    this.passes = passes;
  }

  @Override
  public UpdateControl<RedisReplication> reconcile(
      RedisReplication rr, Context<RedisReplication> context) {
    return passes.run(() -> pass(rr, context)).orElseGet(UpdateControl::noUpdate);
  }

  private UpdateControl<RedisReplication> pass(
      RedisReplication rr, Context<RedisReplication> context) {
    var id = ResourceID.fromResource(rr);
    if (rr.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    if (Effective.paused(rr)) {
      var seen = observer.look(rr, records.find(rr), context);
      var volumes = Optional.ofNullable(rr.getStatus()).map(RedisReplicationStatus::volumes);
      reporter.report(
          rr, seen, Decision.Wait.PAUSED, List.of(), volumes.orElse(List.of()), context);
      watch(id, seen, config.healthyPoll());
      return UpdateControl.noUpdate();
    }
    var seen = observer.look(rr, records.ensure(rr), context);
    var decision = FailoverPolicy.decide(seen.topology(), seen.since(), clock.instant());
    var acted = act(decision, rr, seen);
    var step = haste.next(id, decision, acted, clock.instant());
    if (step.isPresent()) {
      return UpdateControl.<RedisReplication>noUpdate().rescheduleAfter(step.get());
    }
    var applied = objects.apply(rr, seen, decision, context);
    var problems = applied.problems();
    var ready = reporter.report(rr, seen, decision, problems, applied.volumes(), context);
    requests.settle(rr, seen);
    var period = ready || !problems.isEmpty() ? config.healthyPoll() : config.degradedPoll();
    watch(id, seen, period);
    var control = UpdateControl.<RedisReplication>noUpdate();
    var due = SwitchoverPolicy.due(seen.topology(), seen.since(), clock.instant());
    var adoption = Progress.next(applied.volumes());
    Pace.next(rr, decision, acted, due, problems, adoption, clock.instant())
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  private void watch(ResourceID id, Seen seen, Duration period) {
    var addresses = seen.addresses();
    var primary = seen.topology().rightfulPrimary().map(p -> addresses.get(p.pod()));
    watch.expect(id, addresses.values(), primary, seen.observation(), period);
  }

  /** When to look at what came of it: at once after an act, after a second when it was refused. */
  private Optional<Duration> act(Decision decision, RedisReplication rr, Seen seen) {
    try {
      if (actor.carryOut(decision, rr, seen)) {
        return Optional.of(Pace.AT_ONCE);
      }
      actor.label(rr, seen);
      return Optional.empty();
    } catch (RedisFailure | KubernetesClientException e) {
      LOG.warn(
          "{}/{}: {}", rr.getMetadata().getNamespace(), rr.getMetadata().getName(), e.getMessage());
    }
    return Optional.of(Pace.AFTER_REFUSAL);
  }

  /** A namespace that goes away takes nothing new: trying on would only fill the log. */
  @Override
  public ErrorStatusUpdateControl<RedisReplication> updateErrorStatus(
      RedisReplication rr, Context<RedisReplication> context, Exception e) {
    var control = ErrorStatusUpdateControl.<RedisReplication>noStatusUpdate();
    return Refusals.in(e).filter(Refusals::namespaceGoes).isPresent()
        ? control.withNoRetry()
        : control;
  }

  @Override
  public List<EventSource<?, RedisReplication>> prepareEventSources(
      EventSourceContext<RedisReplication> context) {
    var running = LabelledSource.of(Pod.class, "pods", context);
    var topology = LabelledSource.of(ConfigMap.class, "topology", context);
    pods.readFrom(running);
    records.readFrom(topology);
    return List.of(
        running,
        topology,
        LabelledSource.of(PersistentVolumeClaim.class, "claims", context),
        watch);
  }
}
