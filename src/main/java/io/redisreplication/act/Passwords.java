package io.redisreplication.act;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.redisreplication.api.v1beta1.RedisReplication;
import io.redisreplication.desired.DesiredSecret;
import io.redisreplication.desired.Names;
import io.redisreplication.redis.Password;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds the password of a set. */
public final class Passwords {
  /** Either a password (or none, when auth is off) or the reason why there is none. */
  public record Lookup(Optional<Password> value, Optional<String> problem) {}

  private final KubernetesClient client;

  public Passwords(KubernetesClient client) {
    this.client = client;
  }

  public Lookup of(RedisReplication rr, Context<RedisReplication> context) {
    if (!DesiredSecret.enabled(rr)) {
      return new Lookup(Optional.of(Password.NONE), Optional.empty());
    }
    var secret =
        DesiredSecret.wanted(rr)
            ? context.getSecondaryResource(Secret.class)
            : Optional.ofNullable(get(rr));
    if (secret.isEmpty()) {
      return new Lookup(
          Optional.empty(), DesiredSecret.wanted(rr) ? Optional.empty() : missing(rr));
    }
    return secret
        .map(Secret::getData)
        .map(data -> data.get(Names.PASSWORD_KEY))
        .filter(text -> !text.isEmpty())
        .map(Passwords::decode)
        .map(text -> new Lookup(Optional.of(Password.of(text)), Optional.empty()))
        .orElseGet(() -> new Lookup(Optional.empty(), withoutKey(rr)));
  }

  /** Without newlines at the end, as boot.sh reads the file: an editor often leaves one. */
  private static String decode(String data) {
    var text = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    return text.replaceAll("\\n+$", "");
  }

  /** A Secret of the user's carries no label of ours, so no informer has it. */
  private Secret get(RedisReplication rr) {
    return client
        .secrets()
        .inNamespace(rr.getMetadata().getNamespace())
        .withName(Names.secret(rr))
        .get();
  }

  private static Optional<String> missing(RedisReplication rr) {
    return Optional.of(
        "spec.auth.secretName: Secret %s does not exist: create it with the key 'password'"
            .formatted(Names.secret(rr)));
  }

  private static Optional<String> withoutKey(RedisReplication rr) {
    return Optional.of(
        "spec.auth.secretName: Secret %s has no key 'password', or it is empty: add it"
            .formatted(Names.secret(rr)));
  }
}
