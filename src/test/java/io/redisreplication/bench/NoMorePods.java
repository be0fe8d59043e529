package io.redisreplication.bench;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;

/** A namespace that takes no new pods; those that run stay. */
final class NoMorePods implements AutoCloseable {
  private static final String NAME = "no-more-pods";

  private final Bench bench;

  NoMorePods(Bench bench) {
    this.bench = bench;
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName(NAME)
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", new Quantity("0"))
            .endSpec()
            .build();
    bench.client.resource(quota).inNamespace(bench.namespace).create();
    Bench.until(() -> known());
  }

  private boolean known() {
    var status = bench.client.resourceQuotas().inNamespace(bench.namespace).withName(NAME).get();
    return status.getStatus() != null && status.getStatus().getHard() != null;
  }

  @Override
  public void close() {
    bench.client.resourceQuotas().inNamespace(bench.namespace).withName(NAME).delete();
  }
}
