package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A copy of an earlier day at ordinal 0: the newest data is served, wherever it is. */
@Scenario
class OlderCopyTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC = "storage: {size: 64Mi, %s}";

  /** Both are of one epoch: an epoch lasts as long as nobody else becomes primary. */
  @Test
  void ofTheSameEpoch() {
    var set = cluster.set("same").applyMinimal().awaitReady();
    assertThat(set.primary()).isEqualTo("same-0");
    set.redis().write("old", 20, 2);
    var disks = Disks.of(cluster);
    var copy = disks.copy("same-copy", disks.volume(set.pods().volume("same-0")));
    set.redis().write("new", 20, 2);
    newestWins(set, Disks.name(copy), Disks.name(disks.release(set).get(0)));
  }

  @Test
  void ofAnOlderEpoch() {
    var set = cluster.set("older").applyMinimal().awaitReady();
    set.redis().write("old", 20, 2);
    var disks = Disks.of(cluster);
    var copy = disks.copy("older-copy", disks.volume(set.pods().volume("older-0")));
    set.switchoverTo("older-1");
    set.awaitPrimary("older-1").redis().write("new", 20, 2);
    newestWins(set, Disks.name(copy), Disks.name(disks.release(set).get(1)));
  }

  private static void newestWins(RedisSet set, String older, String newest) {
    set.apply(SPEC.formatted(Disks.volumes(List.of(older, newest)))).awaitReady();
    assertThat(set.primary()).isEqualTo(set.pod(1));
    set.redis().awaitOnAll("old", 20);
    set.redis().awaitOnAll("new", 20);
    set.redis().write("after", 20, 2);
  }
}
