package io.redisreplication;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.Quarkus;
import io.redisreplication.desired.Labels;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator at a time (profile prod only). The lease is given back on SIGTERM, which JOSDK 5.1
 * does not do by itself: the next operator takes over after about 2 s instead of 15. Losing it ends
 * the process.
 */
@Singleton
class LeaderElection {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  private final Instance<KubernetesClient> client;
  private final String namespace;
  private final String identity = OperatorBeans.instance() + "_" + UUID.randomUUID();

  LeaderElection(Instance<KubernetesClient> client, OperatorConfig config) {
    this.client = client;
    this.namespace = config.leaseNamespace();
  }

  @Produces
  @Singleton
  LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(Labels.OPERATOR)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, this::stop, this::tell))
        .build();
  }

  private void tell(String leader) {
    if (identity.equals(leader)) {
      LOG.info("this operator works: it holds the Lease {}/{}", namespace, Labels.OPERATOR);
    } else if (leader != null && !leader.isEmpty()) {
      LOG.info(
          "another operator works: {} holds the Lease {}/{}; this one waits until it is given back",
          leader,
          namespace,
          Labels.OPERATOR);
    }
  }

  private void stop() {
    release();
    Quarkus.asyncExit(1);
  }

  private void release() {
    try {
      client.get().leases().inNamespace(namespace).withName(Labels.OPERATOR).edit(this::released);
    } catch (KubernetesClientException e) {
      LOG.info(
          "the lease was not given back, the next operator waits for its end: {}", e.getMessage());
    }
  }

  private Lease released(Lease lease) {
    return identity.equals(lease.getSpec().getHolderIdentity())
        ? new LeaseBuilder(lease)
            .editSpec()
            .withHolderIdentity("")
            .withLeaseDurationSeconds(1)
            .endSpec()
            .build()
        : lease;
  }
}
