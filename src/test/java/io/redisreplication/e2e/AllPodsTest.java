package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All members at once: nobody is left to compare with but the disks. */
@Scenario
class AllPodsTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void killed() throws Exception {
    var set = cluster.set("killed").applyMinimal().awaitReady();
    try (var client = set.client()) {
      var processes = set.podNames().stream().map(p -> RedisProcess.of(set, p)).toList();
      processes.forEach(RedisProcess::kill);
      RedisSet.eventually(
          "all restarted",
          () ->
              assertThat(set.podNames())
                  .allSatisfy(p -> assertThat(set.pods().restarts(p)).isPositive()));
      set.awaitReady();
      client.awaitWrites(50).check();
    }
    set.delete();
  }

  @Test
  void deleted() throws Exception {
    var set = cluster.set("deleted").applyMinimal().awaitReady();
    try (var client = set.client()) {
      var before = uids(set);
      set.podNames().forEach(set.pods()::delete);
      comeBack(set, client, before);
    }
    set.delete();
  }

  @Test
  void forceDeleted() throws Exception {
    var set = cluster.set("forced").applyMinimal().awaitReady();
    try (var client = set.client()) {
      var before = uids(set);
      set.podNames().forEach(set.pods()::forceDelete);
      comeBack(set, client, before);
    }
    set.delete();
  }

  private static void comeBack(RedisSet set, CheckingClient client, List<String> before)
      throws Exception {
    RedisSet.eventually(
        "new pods",
        () -> assertThat(uids(set)).doesNotContainAnyElementsOf(before).doesNotContain(""));
    set.awaitReady();
    client.awaitWrites(50).check();
  }

  private static List<String> uids(RedisSet set) {
    return set.podNames().stream().map(set.pods()::uid).toList();
  }
}
