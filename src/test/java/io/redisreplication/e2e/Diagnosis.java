package io.redisreplication.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.redisreplication.api.v1beta1.RedisReplication;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one wants to know when a test on a cluster fails. */
record Diagnosis(KubernetesClient client, String namespace) {
  String of(ExtensionContext context, Throwable failure) {
    var text = new StringBuilder("\n==== " + context.getDisplayName() + ": " + failure + "\n");
    client
        .resources(RedisReplication.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(
            rr -> {
              rr.getMetadata().setManagedFields(null);
              text.append(Serialization.asYaml(rr));
            });
    client.pods().inNamespace(namespace).list().getItems().forEach(p -> pod(text, p));
    text.append("---- events\n");
    client.v1().events().inNamespace(namespace).list().getItems().stream()
        .map(
            e ->
                "%s %s %s %s: %s\n"
                    .formatted(
                        e.getLastTimestamp() != null
                            ? e.getLastTimestamp()
                            : e.getMetadata().getCreationTimestamp(),
                        e.getType(),
                        e.getInvolvedObject().getName(),
                        e.getReason(),
                        e.getMessage()))
        .sorted()
        .forEach(text::append);
    text.append("---- operator\n").append(new OperatorControl(client).log(150));
    return text.append("====\n").toString();
  }

  private void pod(StringBuilder text, Pod pod) {
    var name = pod.getMetadata().getName();
    text.append("---- pod %s %s\n".formatted(name, pod.getMetadata().getLabels()));
    pod.getStatus().getContainerStatuses().forEach(c -> text.append(c.getState()).append('\n'));
    try {
      text.append(client.pods().inNamespace(namespace).withName(name).tailingLines(25).getLog());
    } catch (KubernetesClientException e) {
      text.append(e.getMessage()).append('\n');
    }
  }
}
