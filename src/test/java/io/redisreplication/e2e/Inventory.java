package io.redisreplication.e2e;

import static java.util.stream.Collectors.toCollection;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every object of every kind that the cluster has, as "Kind namespace/name"; events apart. */
record Inventory(Set<String> objects) {

  static Inventory of(KubernetesClient client) {
    var groups = client.getApiGroups().getGroups().stream();
    var versions = groups.map(g -> g.getPreferredVersion().getGroupVersion());
    return new Inventory(
        Stream.concat(Stream.of("v1"), versions)
            .flatMap(v -> objects(client, v))
            .map(o -> "%s %s/%s".formatted(o.getKind(), o.getMetadata().getNamespace(), name(o)))
            .collect(toCollection(TreeSet::new)));
  }

  /** What was not there before. */
  Set<String> since(Inventory before) {
    var added = new TreeSet<>(objects);
    added.removeAll(before.objects);
    return added;
  }

  private static Stream<GenericKubernetesResource> objects(
      KubernetesClient client, String version) {
    return client.getApiResources(version).getResources().stream()
        .filter(r -> r.getVerbs().contains("list") && !r.getName().equals("events"))
        .flatMap(
            r ->
                client
                    .genericKubernetesResources(context(version, r))
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .stream());
  }

  private static ResourceDefinitionContext context(String version, APIResource resource) {
    return ResourceDefinitionContext.fromApiResource(version, resource);
  }

  private static String name(GenericKubernetesResource object) {
    return object.getMetadata().getName();
  }
}
