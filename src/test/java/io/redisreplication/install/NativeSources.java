package io.redisreplication.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * What GraalVM is given to make the binary of. Packaging writes it down without GraalVM ({@code
 * quarkus.native.sources-only}).
 *
 * @param arguments of the command native-image
 * @param reflected classes that are there with all constructors, methods and fields
 * @param resources files that are in the binary
 * @param files of the jar it is made of
 */
record NativeSources(
    List<String> arguments, Set<String> reflected, List<Pattern> resources, Set<String> files) {
  private static final Path FOLDER = Path.of("target/native-sources");
  private static final ObjectMapper JSON = new ObjectMapper();

  static NativeSources read() throws IOException {
    var arguments = List.of(Generated.read(FOLDER.resolve("native-image.args")).split("\\s+"));
    var name = arguments.get(arguments.indexOf("-jar") + 1);
    try (var jar = new JarFile(FOLDER.resolve(name).toFile())) {
      var reflected = new HashSet<String>();
      for (var c : config(jar, "reflect-config.json")) {
        if (wholly(c)) {
          reflected.add(c.get("name").asText());
        }
      }
      var resources = new ArrayList<Pattern>();
      for (var i : config(jar, "resource-config.json").get("resources").get("includes")) {
        resources.add(Pattern.compile(i.get("pattern").asText()));
      }
      var files = new HashSet<String>();
      jar.stream().forEach(e -> files.add(e.getName()));
      return new NativeSources(arguments, reflected, resources, files);
    }
  }

  private static JsonNode config(JarFile jar, String name) throws IOException {
    return JSON.readTree(jar.getInputStream(jar.getEntry("META-INF/native-image/" + name)));
  }

  private static boolean wholly(JsonNode entry) {
    return entry.path("allDeclaredConstructors").asBoolean()
        && entry.path("allDeclaredMethods").asBoolean();
  }

  String binary() {
    return arguments.get(arguments.indexOf("-jar") - 1);
  }

  boolean holds(String resource) {
    return files.contains(resource)
        && resources.stream().anyMatch(p -> p.matcher(resource).matches());
  }

  /** The files of target/classes that are no classes, by the name the code loads them by. */
  static List<String> resourcesOfTheJar() throws IOException {
    var folder = Path.of("target/classes");
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .filter(n -> !n.endsWith(".class") && !n.startsWith("META-INF/"))
          .toList();
    }
  }
}
