package io.redisreplication.install;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A file of src/main/docker.
 *
 * @param instructions name to arguments, in the order of the file
 */
record Dockerfile(Map<String, List<String>> instructions) {
  static Dockerfile read(String name) {
    var text = Generated.read(Path.of("src/main/docker", name));
    return new Dockerfile(
        text.replace("\\\n", "")
            .lines()
            .filter(l -> !l.isBlank() && !l.startsWith("#"))
            .map(l -> l.split("\\s+", 2))
            .collect(groupingBy(l -> l[0], mapping(l -> l[1].strip(), toList()))));
  }

  /** Of an instruction that may be there once. */
  String one(String instruction) {
    var found = instructions.getOrDefault(instruction, List.of());
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " times " + instruction + ": " + found);
    }
    return found.get(0);
  }

  /** What is copied into the image; a glob. */
  List<String> sources() {
    return instructions.get("COPY").stream()
        .map(c -> Arrays.stream(c.split("\\s+")).filter(w -> !w.startsWith("--")).toList())
        .flatMap(words -> words.subList(0, words.size() - 1).stream())
        .toList();
  }
}
