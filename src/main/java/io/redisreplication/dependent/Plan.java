package io.redisreplication.dependent;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;

/**
 * What the pass found out before objects are applied.
 *
 * @param size pods that are to exist: spec.replicas, or more while a scale-down must wait
 */
public record Plan(int size) {
  private static final String KEY = Plan.class.getName();

  public void put(Context<RedisReplication> context) {
    context.managedWorkflowAndDependentResourceContext().put(KEY, this);
  }

  static Plan of(Context<RedisReplication> context) {
    return context.managedWorkflowAndDependentResourceContext().getMandatory(KEY, Plan.class);
  }
}
