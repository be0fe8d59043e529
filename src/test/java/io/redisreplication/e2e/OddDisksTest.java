package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disks that do not belong together: the data decides, or nobody does. */
@Scenario
class OddDisksTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  private static final String SPEC = "storage: {size: 64Mi, %s}";

  /** At ordinal 0, which every tutorial makes the primary. */
  @Test
  void anEmptyOneAmongFullOnes() {
    var set = cluster.set("empty").applyMinimal().awaitReady();
    set.redis().write("kept", 20, 2);
    var disks = Disks.of(cluster);
    var full = disks.release(set).stream().map(Disks::name).toList();
    var empty = cluster.client().resource(disks.empty("blank").build()).create();

    set.apply(SPEC.formatted(Disks.volumes(List.of(Disks.name(empty), full.get(0), full.get(1)))));
    assertThat(set.awaitReady().primary()).isEqualTo("empty-1");
    set.redis().awaitOnAll("kept", 20);
  }

  @Test
  void ofTwoSets() {
    var disks = Disks.of(cluster);
    var mine = diskOf("mine", disks);
    var other = diskOf("other", disks);
    var set = cluster.set("both").apply(SPEC.formatted(Disks.volumes(List.of(mine, other))));
    set.awaitCondition("Stalled", "True", "DivergedData");
    assertThat(set.redis().masters()).isEmpty();
    assertThat(set.redis().count("both-0", "mine")).isEqualTo(20);
    assertThat(set.redis().count("both-1", "other")).isEqualTo(20);
  }

  /** Redis does not start on it: said with its words. The last primary's disk has everything. */
  @Test
  void aCorruptOne() {
    var set = corrupt("corrupt", 2);
    set.awaitCondition("Stalled", "True", "PodFailing");
    assertThat(set.condition("Stalled").orElseThrow().getMessage())
        .contains("corrupt-2", "append only file");
    RedisSet.eventually("the others go on", () -> assertThat(set.primary()).isEqualTo("corrupt-0"));
    RedisSet.eventually("writable", () -> set.redis().write("after", 20, 1));
    replaceDisk(set, 2);
  }

  /** The other ones cannot know that they have all that it had. */
  @Test
  void theCorruptDiskOfThePrimary() {
    var set = corrupt("lost", 0);
    set.awaitCondition("Stalled", "True", "PodFailing");
    assertThat(set.condition("Stalled").orElseThrow().getMessage()).contains("lost-0");
    RedisSet.eventually(
        "it says whom it waits for, and how to go on",
        () ->
            assertThat(set.condition("Replicating").orElseThrow().getMessage())
                .contains("disk of lost-0", "accept-data-loss=0"));
    assertThat(List.of("lost-1", "lost-2")).allMatch(set.redis()::held);
    set.apply("{primaryOrdinal: 1, storage: {size: 64Mi}}");
    set.annotate("redisreplication.io/accept-data-loss", "0");
    RedisSet.eventually("writable", () -> set.redis().write("after", 20, 1));
    replaceDisk(set, 0);
  }

  private static RedisSet corrupt(String name, int ordinal) {
    var set = cluster.set(name).applyMinimal().awaitReady();
    set.redis().write("kept", 20, 2);
    assertThat(set.primary()).isEqualTo(set.pod(0));
    var disks = Disks.of(cluster).release(set);
    var path = disks.get(ordinal).getSpec().getLocal().getPath();
    Shell.run("sh", "-c", "for f in $0/appendonlydir/*.aof; do echo rubbish >$f; done", path);
    return set.apply(SPEC.formatted(Disks.volumes(disks.stream().map(Disks::name).toList())));
  }

  private static void replaceDisk(RedisSet set, int ordinal) {
    var pod = set.pod(ordinal);
    set.apply("storage: {size: 64Mi}");
    cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .withName("data-" + pod)
        .delete();
    set.pods().replace(pod);
    set.awaitReady().redis().awaitOnAll("kept", 20);
    set.redis().awaitOnAll("after", 20);
  }

  private static String diskOf(String name, Disks disks) {
    var set = cluster.set(name).apply("{replicas: 1, storage: {size: 64Mi}}").awaitReady();
    set.redis().write(name, 20, 0);
    return Disks.name(disks.release(set).get(0));
  }
}
