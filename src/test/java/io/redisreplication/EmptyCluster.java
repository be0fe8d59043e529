package io.redisreplication;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionList;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server with nothing in it: lists are empty, watches are silent, a CRD is taken. */
public final class EmptyCluster implements AutoCloseable {
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch listsAnswered = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean refusing;
  private volatile int listCode = 200;
  private volatile CustomResourceDefinition crd;

  public EmptyCluster() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Written into that folder. */
  public Path kubeconfig(Path folder) throws IOException {
    var config =
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: me}}]
        clusters: [{name: here, cluster: {server: "%s"}}]
        users: [{name: me, user: {}}]
        """;
    return Files.writeString(folder.resolve("kubeconfig"), config.formatted(url()));
  }

  /** Method, path and query, in the order in which they came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public CustomResourceDefinition crd() {
    return crd;
  }

  /** From now on nobody may write a CRD. */
  public void refuseCrds() {
    refusing = true;
  }

  /** From now on lists are answered with this HTTP code. */
  public void refuseLists(int code) {
    listCode = code;
  }

  /** Lists of sets are not answered before this. */
  public void answerLists() {
    listsAnswered.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    var uri = exchange.getRequestURI();
    requests.add(method + " " + uri);
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (method.equals("PATCH") && uri.getPath().startsWith(CRDS)) {
        patch(exchange, body);
      } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        exchange.sendResponseHeaders(200, -1);
      } else if (String.valueOf(uri.getQuery()).contains("watch=true")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        new CountDownLatch(1).await();
      } else if (listCode != 200) {
        var status = new StatusBuilder().withCode(listCode).withMessage("refused");
        answer(exchange, listCode, status.build());
      } else {
        answer(exchange, 200, list(uri.getPath()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void patch(HttpExchange exchange, String body) throws IOException {
    if (refusing) {
      var status = new StatusBuilder().withCode(403).withMessage("crds are forbidden: User \"me\"");
      answer(exchange, 403, status.build());
      return;
    }
    var applied = Serialization.unmarshal(body, CustomResourceDefinition.class);
    crd =
        new CustomResourceDefinitionBuilder(applied)
            .withNewStatus()
            .addNewCondition()
            .withType("Established")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    answer(exchange, 200, crd);
  }

  private CustomResourceDefinitionList list(String path) throws InterruptedException {
    if (!path.startsWith(CRDS)) {
      listsAnswered.await();
    }
    var list = new CustomResourceDefinitionListBuilder();
    list.withMetadata(new ListMetaBuilder().withResourceVersion("1").build());
    return path.startsWith(CRDS) ? list.withItems(crd).build() : list.build();
  }

  private static void answer(HttpExchange exchange, int code, Object object) throws IOException {
    var bytes = Serialization.asJson(object).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
