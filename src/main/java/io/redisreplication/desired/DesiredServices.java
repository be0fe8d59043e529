package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Services: pod names, writes, reads from replicas, reads from anybody. */
public final class DesiredServices {
  public static final String HEADLESS = "headless";
  public static final String PRIMARY = "primary";
  public static final String REPLICAS = "replicas";
  public static final String READ = "read";

  private DesiredServices() {}

  /** By part of the set, which is also the end of the Service's name. */
  public static Map<String, Service> of(RedisReplication rr) {
    var services = new LinkedHashMap<String, Service>();
    services.put(HEADLESS, headless(rr));
    services.put(PRIMARY, primary(rr));
    services.put(REPLICAS, service(rr, REPLICAS, Labels.selector(rr, Labels.ROLE, Labels.REPLICA)));
    services.put(READ, service(rr, READ, Labels.selector(rr, Labels.SERVING, "true")));
    return services;
  }

  /**
   * The role label alone opens it. A primary that restarts in place serves again as soon as it can,
   * without two changes of every kube-proxy (at most one a second) in between; and one whose pod
   * ends takes writes until it has handed over. Where a restart loses data (a cache, no append-only
   * file) it must be ready too: it comes back empty, or with an old dump.
   */
  private static Service primary(RedisReplication rr) {
    return new ServiceBuilder(
            service(rr, PRIMARY, Labels.selector(rr, Labels.ROLE, Labels.PRIMARY)))
        .editSpec()
        .withPublishNotReadyAddresses(Effective.restartKeepsData(rr) ? true : null)
        .endSpec()
        .build();
  }

  /** Publishes pods before they are ready: they must find each other to become ready. */
  private static Service headless(RedisReplication rr) {
    return new ServiceBuilder(service(rr, HEADLESS, Labels.selector(rr)))
        .editSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .endSpec()
        .build();
  }

  private static Service service(RedisReplication rr, String part, Map<String, String> selector) {
    return new ServiceBuilder()
        .withMetadata(DesiredMeta.of(rr, Names.service(rr, part)))
        .withNewSpec()
        .withSelector(selector)
        .addNewPort()
        .withName(Names.PORT_NAME)
        .withPort(Names.PORT)
        .withNewTargetPort(Names.PORT_NAME)
        .endPort()
        .endSpec()
        .build();
  }
}
