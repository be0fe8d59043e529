package io.redisreplication.act;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisreplication.desired.Labels;
import java.util.Map;
import java.util.Optional;

/** What the operator wrote to the API server, in words. */
final class ApiWords {
  private ApiWords() {}

  /**
   * E.g. {@code role redis-0 none}, {@code record epoch 5 primary 1 served 4}; empty for a
   * question.
   */
  static Optional<String> of(String request, JsonNode body) {
    var name = request.substring(request.lastIndexOf('/') + 1);
    var method = request.substring(0, request.indexOf(' '));
    return switch (method) {
      case "PATCH" -> Optional.of(request.contains("/pods/") ? pod(name, body) : without(body));
      case "PUT" -> Optional.of(record(body.get("data")));
      case "POST" ->
          Optional.of("event %s: %s".formatted(text(body, "reason"), text(body, "note")));
      case "DELETE" ->
          Optional.of(
              ("delete %s %s".formatted(name, body.path("propagationPolicy").asText())).strip());
      default -> Optional.empty();
    };
  }

  private static String pod(String name, JsonNode body) {
    var labels = body.at("/metadata/labels");
    return labels.isMissingNode()
        ? "note " + name
        : "role %s %s".formatted(name, text(labels, Labels.ROLE));
  }

  private static String without(JsonNode body) {
    return body.at("/metadata/annotations").properties().stream()
        .filter(e -> e.getValue().isNull())
        .map(Map.Entry::getKey)
        .collect(joining(" ", "remove ", ""));
  }

  private static String record(JsonNode data) {
    return "record epoch %s primary %s served %s"
        .formatted(text(data, "epoch"), text(data, "primary"), text(data, "served"));
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).isTextual() ? of.get(field).asText() : "none";
  }
}
