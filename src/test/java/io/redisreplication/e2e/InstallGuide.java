package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.install.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** docs/install.md: in each section first the commands that install, then those that remove. */
final class InstallGuide {
  private static final Path PAGE = Path.of("docs/install.md");
  private static final String EXAMPLE = "registry.example/redis-replication-operator";
  private static final String EXAMPLE_TAG = "0.1";

  /** Seconds; Kubernetes takes up to 30 to collect the garbage of a kind that is new to it. */
  private static final String LONGEST = "100";

  private final Path folder;
  private final String image;
  private final String tag;
  private final String namespace;

  /**
   * @param folder to work in, instead of the checkout
   * @param image with its tag
   * @param namespace instead of the page's example
   */
  InstallGuide(Path folder, String image, String namespace) throws IOException {
    var colon = image.lastIndexOf(':');
    this.folder = folder;
    this.image = image.substring(0, colon);
    this.tag = image.substring(colon + 1);
    this.namespace = namespace;
    for (var name : List.of("install", "charts", "target")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
    }
  }

  String install(String section) {
    return run(installation(section));
  }

  String remove(String section) {
    return run(removal(section));
  }

  String removal(String section) {
    return blocks(section, "sh").get(1);
  }

  String installation(String section) {
    return blocks(section, "sh").get(0);
  }

  /** What the example's file of this section is, with the names of here. */
  String yaml(String section) {
    return blocks(section, "yaml").get(0);
  }

  /** With kubectl and helm on the path; what they print. */
  String run(String commands) {
    var path = "PATH=$PATH:" + Tool.of("helm").program().getParent();
    var script = path + "; cd " + folder + "\n" + commands;
    return Shell.run("timeout", LONGEST, "bash", "-euo", "pipefail", "-c", script);
  }

  private List<String> blocks(String section, String language) {
    var text = section(section);
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
        .matcher(text)
        .results()
        .map(this::here)
        .toList();
  }

  private String here(MatchResult block) {
    return block
        .group(1)
        .replace(EXAMPLE, image)
        .replaceAll("(?<=[:=\"])" + Pattern.quote(EXAMPLE_TAG) + "\\b", tag)
        .replace("team-a", namespace);
  }

  private static String section(String title) {
    try {
      var found =
          Pattern.compile("(?ms)^## " + Pattern.quote(title) + "$(.*?)(?=^## |\\z)")
              .matcher(Files.readString(PAGE));
      assertThat(found.find()).as("section '%s' of %s", title, PAGE).isTrue();
      return found.group(1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
