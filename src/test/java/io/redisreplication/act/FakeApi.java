package io.redisreplication.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * An API server in memory behind a real client, as far as the operator writes to it: merge patches
 * and deletions that name a uid, updates that carry a version.
 */
final class FakeApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
  private final BiConsumer<String, JsonNode> journal;
  private final HttpServer server;
  private final KubernetesClient client;
  private int version;
  private String refused = "";

  /**
   * @param journal is told what was done: method and path, and what came with it
   */
  FakeApi(BiConsumer<String, JsonNode> journal) throws IOException {
    this.journal = journal;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  KubernetesClient client() {
    return client;
  }

  /** Returns it as it is stored: with a version. */
  @SuppressWarnings("unchecked")
  <T extends HasMetadata> T put(T object) {
    var meta = object.getMetadata();
    var path = HasMetadata.getApiVersion(object.getClass()).contains("/") ? "/apis/" : "/api/";
    path +=
        "%s/namespaces/%s/%s/%s"
            .formatted(
                object.getApiVersion(), meta.getNamespace(), object.getPlural(), meta.getName());
    return (T) Serialization.unmarshal(store(path, tree(object)).toString(), object.getClass());
  }

  /** As it is now; empty when it is gone. */
  <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
    var path = "/" + HasMetadata.getPlural(kind) + "/" + name;
    return objects.entrySet().stream()
        .filter(e -> e.getKey().endsWith(path))
        .map(e -> Serialization.unmarshal(e.getValue().toString(), kind))
        .findFirst();
  }

  void remove(Class<? extends HasMetadata> kind, String name) {
    objects.keySet().removeIf(p -> p.endsWith("/" + HasMetadata.getPlural(kind) + "/" + name));
  }

  /** Requests whose method and path contain that are forbidden from now on. */
  void refuse(String request) {
    refused = request;
  }

  private static ObjectNode tree(HasMetadata object) {
    try {
      return (ObjectNode) JSON.readTree(Serialization.asJson(object));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode store(String path, ObjectNode object) {
    ((ObjectNode) object.get("metadata")).put("resourceVersion", String.valueOf(++version));
    objects.put(path, object);
    return object;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var body = JSON.readTree(exchange.getRequestBody());
      var request = exchange.getRequestMethod() + " " + path;
      var code = 403;
      JsonNode answer = JSON.createObjectNode();
      if (refused.isEmpty() || !request.contains(refused)) {
        code = code(exchange.getRequestMethod(), path, body);
        answer = code < 300 ? act(exchange.getRequestMethod(), path, body) : answer;
      }
      if (code < 300) {
        journal.accept(request, body);
      }
      var bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** 404: not there; 422 and 409: another one than was meant, as the real one answers. */
  private int code(String method, String path, JsonNode body) {
    if (method.equals("POST")) {
      return 201;
    }
    var there = objects.get(path);
    if (there == null) {
      return 404;
    }
    var meta = there.get("metadata");
    return switch (method) {
      case "PATCH" -> fits(body.at("/metadata/uid"), meta.at("/uid")) ? 200 : 422;
      case "PUT" ->
          fits(body.at("/metadata/resourceVersion"), meta.at("/resourceVersion")) ? 200 : 409;
      case "DELETE" -> fits(body.at("/preconditions/uid"), meta.at("/uid")) ? 200 : 409;
      default -> 200;
    };
  }

  private static boolean fits(JsonNode meant, JsonNode there) {
    return meant.isMissingNode() || meant.asText().equals(there.asText());
  }

  private JsonNode act(String method, String path, JsonNode body) {
    return switch (method) {
      case "POST" -> store(path + "/" + body.at("/metadata/name").asText(), (ObjectNode) body);
      case "PUT" -> store(path, (ObjectNode) body);
      case "PATCH" -> store(path, merged(objects.get(path), (ObjectNode) body));
      case "DELETE" -> deleted(path);
      default -> objects.get(path);
    };
  }

  /** A pod goes on until its kubelet has ended it. */
  private JsonNode deleted(String path) {
    if (!path.contains("/pods/")) {
      return objects.remove(path);
    }
    var pod = objects.get(path).deepCopy();
    ((ObjectNode) pod.get("metadata")).put("deletionTimestamp", "2026-01-01T12:00:00Z");
    return store(path, pod);
  }

  /** RFC 7386. */
  private static ObjectNode merged(ObjectNode before, ObjectNode patch) {
    var after = before.deepCopy();
    patch
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isNull()) {
                after.remove(e.getKey());
              } else if (e.getValue() instanceof ObjectNode inner) {
                after.set(e.getKey(), merged(after.withObjectProperty(e.getKey()), inner));
              } else {
                after.set(e.getKey(), e.getValue());
              }
            });
    return after;
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
