package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A namespace of a real API server that knows the definition of this build. Resources in it are
 * paused or tried only, so an operator that runs there has nothing to do.
 */
final class Api {
  static final Path DEFINITION =
      Path.of("target/kubernetes/redisreplications.redisreplication.io-v1.yml");

  final KubernetesClient client = new KubernetesClientBuilder().build();
  final String namespace = "api-" + UUID.randomUUID().toString().substring(0, 8);

  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("redisreplication.io")
          .withVersion("v1beta1")
          .withKind("RedisReplication")
          .withPlural("redisreplications")
          .withNamespaced(true)
          .build();

  Api() {
    var crd = client.resource(definition());
    crd.fieldManager("apiserver-test").forceConflicts().serverSideApply();
    crd.waitUntilCondition(Api::established, 150, TimeUnit.SECONDS);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> client.namespaces().withName(namespace).delete()));
  }

  static CustomResourceDefinition definition() {
    try {
      return Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new AssertionError(DEFINITION + " is not there: run mvn package first", e);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return crd.getStatus() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  // ---- resources as text

  GenericKubernetesResource resource(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: redisreplication.io/v1beta1
        kind: RedisReplication
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
            .formatted(name, namespace, spec),
        GenericKubernetesResource.class);
  }

  /** Stored for good; paused. */
  GenericKubernetesResource create(String name, String spec) {
    var r = resource(name, spec);
    r.<Map<String, Object>>get("spec").put("paused", true);
    return client.genericKubernetesResources(KIND).inNamespace(namespace).resource(r).create();
  }

  /** As kubectl does it: unknown fields are an error. Nothing is stored. */
  GenericKubernetesResource tryCreate(GenericKubernetesResource r) {
    return client
        .genericKubernetesResources(KIND)
        .inNamespace(namespace)
        .resource(r)
        .dryRun(true)
        .fieldValidation(FieldValidateable.Validation.STRICT)
        .create();
  }

  /** Again when an operator wrote the status meanwhile. */
  GenericKubernetesResource replace(GenericKubernetesResource r) {
    for (int tries = 1; ; tries++) {
      try {
        return client.genericKubernetesResources(KIND).inNamespace(namespace).resource(r).update();
      } catch (KubernetesClientException e) {
        if (e.getCode() != 409 || tries == 20) {
          throw e;
        }
      }
    }
  }

  /** The API server refuses, with that message for that field. */
  static void assertRefused(ThrowingCallable act, String field, String message) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              var details = e.getStatus().getDetails();
              assertThat(e.getStatus().getMessage()).contains(message);
              if (!field.isEmpty()) {
                assertThat(details.getCauses()).extracting(StatusCause::getField).contains(field);
              }
            });
  }
}
