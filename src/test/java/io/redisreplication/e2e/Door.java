package io.redisreplication.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where clients of a set go in: the address of redis-primary, and the password. */
public record Door(String address, String password) {
  public static Door of(KubernetesClient client, String namespace, String set) {
    var service = client.services().inNamespace(namespace).withName(set + "-primary").get();
    var secret = client.secrets().inNamespace(namespace).withName(set + "-auth").get();
    var password =
        secret == null
            ? ""
            : new String(
                Base64.getDecoder().decode(secret.getData().get("password")),
                StandardCharsets.UTF_8);
    return new Door(service.getSpec().getClusterIP(), password);
  }

  Resp open() throws IOException {
    return new Resp(address, 6379, password, CheckingClient.TIMEOUT);
  }
}
