package io.redisreplication.install;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What operators asked the API server for, in the words of its audit log (audit.k8s.io/v1). */
record AuditLog(List<Request> requests) {
  private static final String ACCOUNTS = "system:serviceaccount:";
  private static final Pattern LACKING = Pattern.compile(" cannot (\\w+) ");

  /**
   * @param verb of the API, such as "list"
   * @param code the API server's answer
   */
  record Request(
      String user, String namespace, String resource, String verb, int code, String said) {
    private static Request of(JsonNode event) {
      var object = event.path("objectRef");
      var sub = object.path("subresource").asText();
      var resource = object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub);
      return new Request(
          event.at("/user/username").asText(),
          object.path("namespace").asText(),
          object.path("apiGroup").asText() + "/" + resource,
          event.path("verb").asText(),
          event.at("/responseStatus/code").asInt(),
          event.at("/responseStatus/message").asText());
    }

    /**
     * The right that was missing, by the API server's words: a patch may lack the one to create.
     * Quotas and namespaces that go away refuse with 403 too, whoever asks.
     */
    Optional<String> missing() {
      var lacking = LACKING.matcher(said);
      return code == HttpURLConnection.HTTP_FORBIDDEN && lacking.find()
          ? Optional.of(resource + " " + lacking.group(1))
          : Optional.empty();
    }

    /** An object that a patch has made takes the right to create it as well. */
    private Stream<String> used() {
      if (code == HttpURLConnection.HTTP_FORBIDDEN) {
        return Stream.empty();
      }
      return verb.equals("patch") && code == HttpURLConnection.HTTP_CREATED
          ? Stream.of(resource + " patch", resource + " create")
          : Stream.of(resource + " " + verb);
    }
  }

  /**
   * @param folder of audit.log and what was rotated away
   */
  static AuditLog since(Instant start, Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "audit*.log")) {
      var lines = Stream.<String>empty();
      for (var file : files) {
        lines = Stream.concat(lines, Files.readAllLines(file).stream());
      }
      return of(start, lines);
    }
  }

  static AuditLog of(Instant start, Stream<String> lines) {
    return new AuditLog(
        lines
            .map(line -> Serialization.unmarshal(line, JsonNode.class))
            .filter(e -> Instant.parse(e.get("requestReceivedTimestamp").asText()).isAfter(start))
            .map(Request::of)
            .filter(r -> r.user().startsWith(ACCOUNTS) && r.user().endsWith(":" + Generated.NAME))
            .toList());
  }

  Set<String> used() {
    var used = new TreeSet<String>();
    requests.forEach(r -> r.used().forEach(used::add));
    return used;
  }
}
