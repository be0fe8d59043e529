package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No class, no provisioner: volumes made beforehand are found by their labels. */
@Scenario
class StaticDisksTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void areFoundByLabel() {
    var disks = Disks.of(cluster);
    Stream.of("fast-0", "fast-1", "slow")
        .map(
            n ->
                disks
                    .empty(n)
                    .editMetadata()
                    .addToLabels("disk", n.replaceFirst("-.*", ""))
                    .endMetadata())
        .forEach(v -> cluster.client().resource(v.build()).create());
    var set =
        cluster
            .set("redis")
            .apply(
                """
                replicas: 2
                storage: {size: 64Mi, storageClassName: "", selector: {matchLabels: {disk: fast}}}
                """)
            .awaitReady();
    set.redis().write("kept", 20, 1);
    assertThat(disks.behind(set))
        .containsExactlyInAnyOrder(
            cluster.namespace() + "-fast-0", cluster.namespace() + "-fast-1");
    set.resource().scale(3);
    set.awaitCondition("Stalled", "True", "ClaimPending");
  }
}
