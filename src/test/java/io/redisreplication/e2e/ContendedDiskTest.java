package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.VolumeState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two resources name one disk: one gets it, the other one says who has it, and waits. */
@Scenario
class ContendedDiskTest {
  @RegisterExtension static final Cluster cluster = new Cluster();

  @Test
  void oneWins() {
    var former = cluster.set("former").apply("storage: {size: 64Mi}").awaitReady();
    new Capitals(former).write();
    var disks = Disks.of(cluster);
    var disk = Disks.name(disks.release(former).get(0));
    var spec = "{replicas: 2, storage: {size: 64Mi, %s}}".formatted(Disks.volumes(List.of(disk)));
    var one = cluster.set("alpha").apply(spec);
    var two = cluster.set("omega").apply(spec);

    RedisSet.eventually(
        "one has the disk, the other one was refused",
        () ->
            assertThat(Stream.of(one, two).map(ContendedDiskTest::state))
                .containsExactlyInAnyOrder(VolumeState.Bound, VolumeState.Refused));
    var winner = state(one) == VolumeState.Bound ? one : two;
    var loser = winner == one ? two : one;
    assertThat(loser.status().volumes().get(0).message()).contains(disk, winner.name());
    new Capitals(winner.awaitReady()).read();
    assertThat(loser.pods().list()).isEmpty();

    disks.release(winner);
    new Capitals(loser.awaitReady()).read();
  }

  private static VolumeState state(RedisSet set) {
    var status = set.status();
    return status == null || status.volumes() == null || status.volumes().isEmpty()
        ? VolumeState.Checking
        : status.volumes().get(0).state();
  }
}
