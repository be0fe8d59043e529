package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.Map;

/** The generated password, when the user names no Secret. */
public final class DesiredSecret {
  private DesiredSecret() {}

  public static boolean wanted(RedisReplication rr) {
    return enabled(rr) && rr.getSpec().auth().secretName() == null;
  }

  public static boolean enabled(RedisReplication rr) {
    return !Boolean.FALSE.equals(rr.getSpec().auth().enabled());
  }

  /**
   * @param password base64, as in {@code data}
   */
  public static Secret of(RedisReplication rr, String password) {
    return new SecretBuilder()
        .withMetadata(DesiredMeta.of(rr, Names.generatedSecret(rr)))
        .withType("Opaque")
        .withData(Map.of(Names.PASSWORD_KEY, password))
        .build();
  }
}
