package io.redisreplication.metrics;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what the operator asks of the API server. A patch that changes nothing leaves no trace in
 * the cluster but costs the same; only the sender can count it. Leases of leader election are a
 * resource of their own here.
 */
public final class ApiRequests implements Interceptor {
  private final MeterRegistry registry;

  public ApiRequests(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    registry
        .counter(
            "redis.replication.api.requests",
            "method",
            request.method(),
            "resource",
            resource(request.uri().getPath()))
        .increment();
  }

  /**
   * /api/v1/namespaces/NS/pods/NAME or /apis/GROUP/VERSION/namespaces/NS/RESOURCE/NAME: the name
   * would be one time series for each object.
   */
  static String resource(String path) {
    var parts = path.split("/");
    var i = path.startsWith("/apis/") ? 4 : 3;
    if (parts.length > i + 2 && parts[i].equals("namespaces")) {
      i += 2;
    }
    return parts.length > i ? parts[i] : "discovery";
  }
}
