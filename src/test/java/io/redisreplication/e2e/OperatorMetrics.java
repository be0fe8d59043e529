package io.redisreplication.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the installed operator counts about itself, read through the API server. */
public record OperatorMetrics(KubernetesClient client) {
  private static final Pattern REQUESTS =
      Pattern.compile(
          "redis_replication_api_requests_total\\{method=\"(\\w+)\",resource=\"(\\w+)\"} ([0-9.E+]+)");

  /**
   * Requests to the API server so far, such as "PATCH pods", without those of leader election,
   * which never rests.
   */
  public Map<String, Integer> requests() {
    var pod = new OperatorControl(client).pods().get(0).getMetadata().getName();
    var text =
        client.raw(
            "/api/v1/namespaces/%s/pods/%s:8080/proxy/q/metrics"
                .formatted(OperatorControl.NAMESPACE, pod));
    var counted = new TreeMap<String, Integer>();
    var m = REQUESTS.matcher(text);
    while (m.find()) {
      if (!m.group(2).equals("leases")) {
        counted.put(m.group(1) + " " + m.group(2), (int) Double.parseDouble(m.group(3)));
      }
    }
    return counted;
  }

  /** Requests since an earlier count; a watch that was renewed is among them, as a GET. */
  public Map<String, Integer> since(Map<String, Integer> before) {
    var more = new TreeMap<String, Integer>();
    requests()
        .forEach(
            (what, now) -> {
              var n = now - before.getOrDefault(what, 0);
              if (n > 0) {
                more.put(what, n);
              }
            });
    return more;
  }
}
