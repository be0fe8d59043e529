package io.redisreplication.dependent;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredSecret;
import io.redisreplication.desired.Labels;
import io.redisreplication.desired.Names;
import java.security.SecureRandom;
import java.util.Base64;

/** Adapter of {@link io.redisreplication.desired}. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
public class SecretDependent extends CRUDKubernetesDependentResource<Secret, RedisReplication> {
  /** A password once made stays. */
  @Override
  protected Secret desired(RedisReplication rr, Context<RedisReplication> context) {
    var existing =
        context
            .getSecondaryResource(Secret.class)
            .map(Secret::getData)
            .map(data -> data.get(Names.PASSWORD_KEY));
    return DesiredSecret.of(rr, existing.orElseGet(SecretDependent::random));
  }

  /** 32 characters of an alphabet that needs no quoting anywhere, 190 bits, as base64 of data. */
  private static String random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    var password = Base64.getUrlEncoder().encode(bytes);
    return Base64.getEncoder().encodeToString(password);
  }

  /** Only when the user names no Secret of their own. */
  public static class Wanted implements Condition<Secret, RedisReplication> {
    @Override
    public boolean isMet(
        DependentResource<Secret, RedisReplication> dependent,
        RedisReplication rr,
        Context<RedisReplication> context) {
      return DesiredSecret.wanted(rr);
    }
  }

  /**
   * Leaves out the annotation javaoperatorsdk.io/previous: own writes are told apart without it.
   */
  @Override
  protected void addMetadata(
      boolean forMatch,
      Secret actual,
      Secret target,
      RedisReplication rr,
      Context<RedisReplication> context) {
    addReferenceHandlingMetadata(target, rr);
  }
}
