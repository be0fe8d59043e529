package io.redisreplication.install;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rights one by one, as "apps/statefulsets patch"; the core group has no name. */
final class Rights {
  private Rights() {}

  static String of(String group, String resource, String verb) {
    return group + "/" + resource + " " + verb;
  }

  static Set<String> of(List<PolicyRule> rules) {
    var all = new TreeSet<String>();
    for (var rule : rules) {
      for (var group : rule.getApiGroups()) {
        for (var resource : rule.getResources()) {
          rule.getVerbs().forEach(v -> all.add(of(group, resource, v)));
        }
      }
    }
    return all;
  }
}
