package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.install.AuditLog.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aRightIsUsedWhenTheRequestWasAllowed() {
    var log = of(event("list", "", "pods", 200), event("get", "", "secrets", 403));
    assertThat(log.used()).containsExactly("/pods list");
    assertThat(log.requests())
        .extracting(Request::missing)
        .containsExactly(Optional.empty(), Optional.of("/secrets get"));
  }

  @Test
  void aPatchMayLackTheRightToCreate() {
    var log =
        of(event("patch", "apps", "statefulsets", 403).replace("cannot patch", "cannot create"));
    assertThat(log.requests().get(0).missing()).contains("apps/statefulsets create");
  }

  @Test
  void aNamespaceThatGoesAwayLacksNoRight() {
    var log =
        of(event("create", "", "configmaps", 403).replace("cannot create", "unable to create"));
    assertThat(log.requests().get(0).missing()).isEmpty();
    assertThat(log.used()).isEmpty();
  }

  @Test
  void aPatchThatMakesAnObjectTakesTwoRights() {
    var log = of(event("patch", "apps", "statefulsets", 201));
    assertThat(log.used()).containsExactly("apps/statefulsets create", "apps/statefulsets patch");
    assertThat(of(event("patch", "apps", "statefulsets", 200)).used()).hasSize(1);
  }

  @Test
  void whatWasBeforeAndWhoIsNoOperatorDoesNotCount() {
    var event = event("list", "", "pods", 200);
    assertThat(of(event.replace("2026", "2025")).requests()).isEmpty();
    assertThat(of(event.replace(":redis-replication-operator", ":default")).requests()).isEmpty();
  }

  private static AuditLog of(String... events) {
    return AuditLog.of(START, Stream.of(events));
  }

  private static String event(String verb, String group, String resource, int code) {
    var account = "system:serviceaccount:redis-replication-system:redis-replication-operator";
    return """
        {"requestReceivedTimestamp": "2026-01-01T00:00:01.000000Z", "verb": "%s",
         "user": {"username": "%s"}, "objectRef": {"apiGroup": "%s", "resource": "%s"},
         "responseStatus": {"code": %d, "message": "%s cannot %s resource"}}
        """
        .formatted(verb, account, group, resource, code, account, verb);
  }
}
