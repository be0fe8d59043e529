package io.redisreplication.e2e;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The cluster of KUBECONFIG, and a namespace of its own for each test class, in which only pods of
 * Pod Security level restricted may run.
 */
final class Cluster implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
  private KubernetesClient client;
  private String namespace;
  private OperatorControl operator;

  private final String suffix;

  Cluster() {
    this("");
  }

  /**
   * @param suffix of the name of the namespace, for a test that needs two of them
   */
  Cluster(String suffix) {
    this.suffix = suffix;
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  OperatorControl operator() {
    return operator;
  }

  RedisSet set(String name) {
    return new RedisSet(this, name);
  }

  /** Of which volumes are made, have the size they say, and can grow. */
  String expandableClass() {
    var found =
        client.storage().v1().storageClasses().list().getItems().stream()
            .filter(c -> Boolean.TRUE.equals(c.getAllowVolumeExpansion()))
            .filter(c -> !c.getProvisioner().equals("kubernetes.io/no-provisioner"))
            .map(c -> c.getMetadata().getName())
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no StorageClass of this cluster can expand");
    return found.orElseThrow();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    client = new KubernetesClientBuilder().build();
    operator = new OperatorControl(client);
    operator.start();
    var kebab =
        context.getRequiredTestClass().getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1-$2");
    namespace = "e2e-" + kebab.toLowerCase(Locale.ROOT).replaceFirst("-test$", "") + suffix;
    remove();
    Awaitility.await("the old namespace " + namespace + " is gone")
        .atMost(Duration.ofSeconds(300))
        .until(() -> client.namespaces().withName(namespace).get() == null);
    client.resource(restricted(namespace)).create();
  }

  /** A namespace in which only pods of Pod Security level restricted may run. */
  static Namespace restricted(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
        .endMetadata()
        .build();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(e -> System.out.println(new Diagnosis(client, namespace).of(context, e)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    operator.start();
    remove();
    client.close();
  }

  /** Volumes of class Retain outlive the claims of the namespace. */
  private void remove() {
    if (client.namespaces().withName(namespace).get() != null) {
      client.namespaces().withName(namespace).delete();
    }
    client.persistentVolumes().list().getItems().stream()
        .filter(v -> left(v) || made(v))
        .forEach(v -> client.resource(v).delete());
  }

  private boolean left(PersistentVolume volume) {
    var spec = volume.getSpec();
    return "Retain".equals(spec.getPersistentVolumeReclaimPolicy())
        && spec.getClaimRef() != null
        && namespace.equals(spec.getClaimRef().getNamespace());
  }

  /** By {@link Disks}; any claim of its class could take it. */
  private boolean made(PersistentVolume volume) {
    var labels = volume.getMetadata().getLabels();
    return labels != null && namespace.equals(labels.get(Disks.LABEL));
  }
}
