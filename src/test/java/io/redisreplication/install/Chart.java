package io.redisreplication.install;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** What the chart's templates take over as it is: the CRD and the rules of all roles. */
final class Chart {
  static final String FOLDER = "charts/redis-replication-operator";

  private Chart() {}

  static Map<String, String> files() {
    return Map.of(
        FOLDER + "/files/crd.yaml", Generated.crd(),
        FOLDER + "/files/cluster-roles.yaml", Manifests.yaml(Generated.unboundRoles()),
        FOLDER + "/files/rights-on-sets.yaml", list(Generated.rightsOnSets()),
        FOLDER + "/files/rights-at-home.yaml", list(Generated.rightsAtHome()));
  }

  private static String list(List<PolicyRule> rules) {
    return Serialization.asYaml(rules).replaceFirst("^---\n", "");
  }
}
