package io.redisreplication.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.RedisReplicationStatus;
import io.redisreplication.status.Given;
import io.redisreplication.status.PrimaryChange;
import io.redisreplication.status.PrimaryChange.Kind;
import io.redisreplication.status.Problem;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Disk;
import io.redisreplication.topology.Server;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is told as Kubernetes Events. */
class HappeningsTest {
  private static final RedisReplicationStatus RUNNING = Given.running().status();

  private static List<String> told(RedisReplicationStatus before, Given now) {
    return Happenings.between(before, now.status()).stream()
        .map(h -> (h.warning() ? "Warning " : "") + h.reason() + ": " + h.message())
        .toList();
  }

  private static Given with(int ordinal, Consumer<Server> change) {
    return Given.set(A.set(3).record(4, 0).running().member(ordinal, change)).after(RUNNING);
  }

  @Test
  void aSteadySetIsSilent() {
    assertThat(told(RUNNING, Given.running().after(RUNNING))).isEmpty();
  }

  /** Writes go on: nobody else would look. */
  @Test
  void aDiskThatIsNearlyFullIsToldOnce() {
    var crowded = with(1, m -> m.disk = new Disk(Optional.empty(), true, 0, 0));
    assertThat(told(RUNNING, crowded))
        .singleElement()
        .asString()
        .startsWith("Warning DiskNearlyFull: redis-1");
    assertThat(told(crowded.status(), crowded.after(crowded.status()))).isEmpty();
  }

  @Test
  void aNewSetSaysHowItCameUp() {
    var created = told(null, Given.set(A.set(3)));
    assertThat(created.get(0)).isEqualTo("Created: the set is being made");
    assertThat(told(Given.set(A.set(3)).status(), Given.running()))
        .containsExactly(
            "Promoted: redis-0 is the primary of epoch 4: the operator was restarted meanwhile",
            "ReplicaInSync: redis-1 has all data of the primary",
            "ReplicaInSync: redis-2 has all data of the primary");
  }

  /** redis-1 took over from redis-0 in epoch 5. */
  private static PrimaryChange change(Kind kind) {
    return new PrimaryChange(
        kind,
        5,
        Optional.of("redis-0"),
        "redis-1",
        "most complete copy",
        A.NOW.minusMillis(400),
        A.NOW.minusMillis(280),
        OptionalLong.of(70));
  }

  private static Given served(Kind kind) {
    return Given.set(A.set(3).record(5, 1).running()).change(change(kind));
  }

  private static Optional<String> story(RedisReplicationStatus before, Given now) {
    return told(before, now).stream().filter(t -> t.contains("primary of epoch")).findFirst();
  }

  @Test
  void aFailoverIsToldOnceItIsServed() {
    var closed = Given.set(A.set(3).record(5, 1).running().served(4)).change(change(Kind.Failover));
    assertThat(story(RUNNING, closed)).isEmpty();
    var open = served(Kind.Failover).after(closed.status());
    assertThat(story(closed.status(), open))
        .hasValue(
            "Warning Failover: redis-1 is the primary of epoch 5 instead of redis-0: most complete copy; promoted 0.120 s and writable 0.400 s after 2026-01-01T11:59:59.600Z");
    assertThat(told(open.status(), served(Kind.Failover).after(open.status()))).isEmpty();
  }

  /** Its copy was the most complete one after all. */
  @Test
  void aFailoverToTheSameMember() {
    var same =
        new PrimaryChange(
            Kind.Failover,
            5,
            Optional.of("redis-1"),
            "redis-1",
            "most complete copy",
            A.NOW,
            A.NOW,
            OptionalLong.empty());
    assertThat(story(RUNNING, Given.set(A.set(3).record(5, 1).running()).change(same)))
        .hasValueSatisfying(
            t -> assertThat(t).contains("redis-1 is the primary of epoch 5, as before: most"));
  }

  @Test
  void aSwitchoverIsNoWarning() {
    assertThat(story(RUNNING, served(Kind.Switchover).after(RUNNING)).orElseThrow())
        .startsWith(
            "Switchover: redis-1 is the primary of epoch 5, redis-0 has handed over: most complete");
  }

  @Test
  void aChangeThatNoOperatorRemembers() {
    var open = Given.set(A.set(3).record(5, 1).running()).after(RUNNING);
    assertThat(story(RUNNING, open))
        .hasValue(
            "Promoted: redis-1 is the primary of epoch 5 after redis-0: the operator was restarted meanwhile");
  }

  @Test
  void aPrimaryThatComesBackByItself() {
    var lost = Given.set(A.set(3).record(4, 0).primaryLost(1)).after(RUNNING).status();
    assertThat(story(lost, Given.running().after(lost)))
        .hasValue("ServesAgain: redis-0 serves again as primary of epoch 4");
  }

  @Test
  void theFilesOfAFormerPrimary() {
    var before = served(Kind.Failover).after(RUNNING).status();
    var back = A.set(3).record(5, 1).running().member(0, s -> s.restarted().marker(4, 0));
    assertThat(told(before, Given.set(back).change(change(Kind.Failover)).after(before)))
        .contains(
            "Warning FormerPrimarySetAside: a former primary has 70 bytes of writes that nobody else has: its files are kept in /data/diverged-4 on redis-0 (volume pv-0) before it follows");
  }

  @Test
  void aRefusalIsToldOnce() {
    var lost = A.set(3).record(4, 0).primaryLost(5);
    var wait =
        new Decision.Wait("OnlyOperatorCutOff", "its replicas still hear of it", Optional.empty());
    var refused = Given.set(lost).decision(wait).after(RUNNING);
    assertThat(told(RUNNING, refused))
        .contains("Warning FailoverRefused: OnlyOperatorCutOff: its replicas still hear of it");
    assertThat(told(refused.status(), refused.after(refused.status()))).isEmpty();
  }

  @Test
  void theEndOfAnUpdate() {
    var running =
        Given.set(A.set(3).record(4, 0).running().member(0, Server::outdated)).after(RUNNING);
    assertThat(told(RUNNING, running)).isEmpty();
    assertThat(told(running.status(), Given.running().after(running.status())))
        .containsExactly("Updated: the pods run what the spec says");
  }

  @Test
  void aMemberThatIsHeldSaysWhy() {
    assertThat(told(RUNNING, with(1, Server::held)))
        .containsExactly("Held: redis-1 waits to follow the primary");
  }

  @Test
  void whatNeedsALookIsAWarning() {
    assertThat(told(RUNNING, with(1, Server::unmarked)).get(0))
        .startsWith("Warning ForeignData: redis-1");
    assertThat(told(RUNNING, with(1, Server::silent).silent("redis-1", "timed out")))
        .containsExactly("Warning Unreachable: redis-1: timed out");
  }

  @Test
  void aPodThatIsBeingDeletedIsNoWarning() {
    assertThat(told(RUNNING, with(2, m -> m.silent().terminating()))).isEmpty();
  }

  @Test
  void aProblemIsToldOnce() {
    var stalled = Given.running().after(RUNNING).problem(Problem.of("SecretUnusable", "create it"));
    assertThat(told(RUNNING, stalled)).containsExactly("Warning SecretUnusable: create it");
    assertThat(told(stalled.status(), stalled)).isEmpty();
  }
}
