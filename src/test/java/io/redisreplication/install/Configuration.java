package io.redisreplication.install;

import static java.util.stream.Collectors.joining;

import io.redisreplication.OperatorConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The operator's own settings in docs/configuration.md, as OperatorConfig declares them. */
final class Configuration {
  static final String PAGE = "docs/configuration.md";

  private static final Path SOURCE =
      Path.of("src/main/java", OperatorConfig.class.getName().replace('.', '/') + ".java");
  private static final Pattern SETTING =
      Pattern.compile(
          "/\\*\\*(?<meaning>(?:(?!\\*/).)*)\\*/\\s+(?:@WithDefault\\([^\\n]*\\)\\s+)?"
              + "[\\w<>]+ (?<name>\\w+)\\(\\);",
          Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile(
          "(?<=<!-- made by 'make artefacts' -->\n).*?(?=<!-- end -->\n)", Pattern.DOTALL);
  private static final String HEADER =
      """
      | environment variable | system property | type | default | |
      |---|---|---|---|---|
      """;

  private Configuration() {}

  static Map<String, String> files() {
    var page = Generated.read(Path.of(PAGE));
    if (!TABLE.matcher(page).find()) {
      throw new IllegalStateException(PAGE + " has no place for the table");
    }
    return Map.of(PAGE, TABLE.matcher(page).replaceFirst(m -> quoted(table())));
  }

  static String table() {
    var rows = settings().stream().map(Configuration::row).collect(joining());
    return HEADER + rows;
  }

  /** With its Javadoc, in the order of the source. */
  static List<MatchResult> settings() {
    return SETTING.matcher(Generated.read(SOURCE)).results().toList();
  }

  private static String row(MatchResult setting) {
    var method = method(setting.group("name"));
    var property = prefix() + "." + StringUtil.skewer(method.getName());
    var variable = StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase();
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            variable, property, type(method), preset(method), meaning(setting.group("meaning")));
  }

  private static Method method(String name) {
    try {
      return OperatorConfig.class.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String prefix() {
    return OperatorConfig.class.getAnnotation(ConfigMapping.class).prefix();
  }

  private static String type(Method method) {
    var type =
        method.getGenericReturnType() instanceof ParameterizedType optional
            ? optional.getActualTypeArguments()[0]
            : method.getGenericReturnType();
    if (type.equals(String.class)) {
      return "text";
    }
    if (type.equals(Duration.class)) {
      return "duration";
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return Stream.of(c.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(joining(", "));
    }
    throw new IllegalStateException("no word for " + type);
  }

  private static String preset(Method method) {
    return Optional.ofNullable(method.getAnnotation(WithDefault.class))
        .map(d -> "`" + d.value() + "`")
        .orElse("not set");
  }

  private static String meaning(String javadoc) {
    return javadoc
        .replaceAll("\\s+(\\* )?", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .strip();
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
