package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.OperatorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever meets a setting finds it in docs/configuration.md. */
class ConfigurationTest {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\b(?:QUARKUS|REDIS_REPLICATION)_[A-Z_]*[A-Z]\\b|\\bKUBERNETES_NAMESPACE\\b");
  private static final List<String> WHERE =
      List.of("README.md", "docs", "install", "bundle", "charts", "hack", "src/main/docker");

  @Test
  void everySettingHasAMeaning() {
    var methods = Arrays.stream(OperatorConfig.class.getMethods()).map(m -> m.getName()).toList();
    assertThat(Configuration.settings())
        .extracting(s -> s.group("name"))
        .containsExactlyInAnyOrderElementsOf(methods);
  }

  @Test
  void aRowSaysNameTypeDefaultAndMeaning() {
    assertThat(Configuration.table().lines())
        .contains(
            "| `REDIS_REPLICATION_DEGRADED_POLL` | `redis-replication.degraded-poll` | duration"
                + " | `300ms` | Between two looks at a set that is not Ready. |")
        .anyMatch(
            row -> row.startsWith("| `REDIS_REPLICATION_HALT_AFTER` ") && row.contains("not set"));
  }

  @Test
  void everyVariableThatIsNamedElsewhereIsListed() throws IOException {
    var listed = variables(Path.of(Configuration.PAGE));
    var named = new TreeSet<String>();
    for (var folder : WHERE) {
      try (var files = Files.walk(Path.of(folder))) {
        files.filter(Files::isRegularFile).forEach(file -> named.addAll(variables(file)));
      }
    }
    assertThat(named).contains("KUBERNETES_NAMESPACE", "REDIS_REPLICATION_CONNECT");
    assertThat(listed).containsAll(named);
  }

  private static Set<String> variables(Path file) {
    var found = new TreeSet<String>();
    VARIABLE.matcher(Generated.read(file)).results().forEach(m -> found.add(m.group()));
    return found;
  }
}
