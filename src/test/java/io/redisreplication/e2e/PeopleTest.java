package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may view, edit or administer a namespace may do so with the sets in it. */
@Scenario
class PeopleTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @BeforeAll
  static void bind() {
    for (var role : new String[] {"view", "edit", "admin"}) {
      cluster
          .client()
          .resource(
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName(role)
                  .withNamespace(cluster.namespace())
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                  .addNewSubject("rbac.authorization.k8s.io", "User", user(role), null)
                  .build())
          .create();
    }
  }

  @Test
  void viewOnlyLooks() {
    awaitAllowed("view", "list", null);
    assertThat(allowed("view", "create", null)).isFalse();
    assertThat(allowed("view", "patch", "scale")).isFalse();
  }

  @Test
  void editChangesAndScalesButWritesNoStatus() {
    awaitAllowed("edit", "create", null);
    awaitAllowed("edit", "patch", "scale");
    awaitAllowed("edit", "watch", null);
    assertThat(allowed("edit", "patch", "status")).isFalse();
  }

  @Test
  void adminHoldsWhatAnOperatorOfTheNamespaceNeeds() {
    awaitAllowed("admin", "patch", "status");
    awaitAllowed("admin", "delete", null);
  }

  /** Roles are aggregated, and then read, some time after they were made. */
  private static void awaitAllowed(String role, String verb, String part) {
    RedisSet.eventually(
        role + " may " + verb, () -> assertThat(allowed(role, verb, part)).isTrue());
  }

  private static boolean allowed(String role, String verb, String part) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user(role))
            .withNewResourceAttributes()
            .withNamespace(cluster.namespace())
            .withGroup("redisreplication.io")
            .withResource("redisreplications")
            .withSubresource(part)
            .withVerb(verb)
            .endResourceAttributes()
            .endSpec()
            .build();
    return cluster.client().resource(review).create().getStatus().getAllowed();
  }

  private static String user(String role) {
    return cluster.namespace() + "-" + role;
  }
}
