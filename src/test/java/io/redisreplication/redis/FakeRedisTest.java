package io.redisreplication.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisreplication.topology.Marker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeRedisTest implements RedisContract, HandOverContract {
  private final FakeRedis fake = new FakeRedis();

  @BeforeEach
  void start() {
    fake.member("redis-0").master();
    fake.member("redis-1").master();
    fake.unknown("no-such-directive");
  }

  @Override
  public Redis redis() {
    return fake;
  }

  @Override
  public Address zero() {
    return fake.address("redis-0");
  }

  @Override
  public Address one() {
    return fake.address("redis-1");
  }

  @Override
  public void write(Address member) {
    assertThat(fake.member(member.pod()).write("key")).isTrue();
  }

  @Override
  public boolean writable(Address member) {
    return fake.member(member.pod()).write("key");
  }

  @Override
  public void hang(Address member) {
    fake.member(member.pod()).hang();
  }

  @Override
  public void goOn(Address member) {
    fake.member(member.pod()).goOn();
  }

  @Override
  public void beginHandOver(Address primary, Address target) {
    fake.member(primary.pod()).failover.begin(fake.member(target.pod()), LIMIT);
  }

  @Override
  public void awhile() {
    fake.tick();
  }

  @Override
  public void crash(Address member) {
    fake.member(member.pod()).crash();
  }

  @Test
  void aFollowerLosesItsOwnDataToAForeignMaster() {
    fake.member("redis-0").withKeys("a");
    fake.member("redis-1").withKeys("b").slowSync().following("redis-0");
    assertThat(look(one()).syncing()).isTrue();
    assertThat(fake.member("redis-1").keys()).containsExactly("b");
    fake.tick();
    fake.tick();
    assertThat(fake.member("redis-1").keys()).containsExactly("a");
  }

  @Test
  void aHeldMasterLeavesALinkThatIsUpAndSilent() {
    fake.member("redis-1").following("redis-0");
    assertThat(look(one()).linkUp()).isTrue();
    fake.hold(zero());
    for (int i = 0; i < 3; i++) {
      fake.tick();
    }
    assertThat(look(one()).linkUp()).isTrue();
    assertThat(look(one()).lastIoSeconds()).isEqualTo(3);
  }

  @Test
  void aSiblingOfTheSameHistoryContinues() {
    fake.member("redis-0").withData("6f9a", 1, 0);
    fake.member("redis-1").following("redis-0");
    fake.member("redis-2").following("redis-0");
    fake.member("redis-0").write("last");
    fake.hold(one());
    fake.hold(fake.address("redis-2"));
    fake.promote(one(), new Marker("6f9a", 2, 1, "-"), 1);
    assertThat(fake.member("redis-1").write("refused")).isFalse();
    fake.follow(fake.address("redis-2"), one().host(), one().port());
    var sibling = look(fake.address("redis-2"));
    assertThat(sibling.linkUp()).isTrue();
    assertThat(sibling.replid2()).isEqualTo(look(zero()).replid());
    assertThat(sibling.markers()).hasSize(2);
    assertThat(fake.member("redis-1").write("taken")).isTrue();
  }

  @Test
  void aRestartIsHeldAndAWipeIsEmpty() {
    fake.member("redis-0").withData("6f9a", 1, 0);
    var before = look(zero());
    fake.member("redis-0").restart();
    assertThat(look(zero()).held()).isTrue();
    assertThat(look(zero()).empty()).isFalse();
    assertThat(look(zero()).runId()).isNotEqualTo(before.runId());
    fake.member("redis-0").wipe();
    assertThat(look(zero()).empty()).isTrue();
    assertThat(look(zero()).markers()).isEmpty();
  }

  @Test
  void theUnreachableGoOnReplicating() {
    fake.member("redis-1").following("redis-0").unreachable();
    fake.member("redis-0").write("key");
    assertThat(fake.observe(List.of(one())).silent()).containsKey("redis-1");
    assertThat(look(zero()).connectedReplicas()).isEqualTo(1);
    fake.member("redis-1").reachable();
    assertThat(fake.member("redis-1").keys()).containsExactly("key");
  }

  @Test
  void aTargetThatNeverTakesOver() {
    fake.member("redis-1").following("redis-0").neverTakesOver();
    assertThatThrownBy(() -> fake.handOver(zero(), one(), LIMIT))
        .isInstanceOf(RedisFailure.class)
        .hasMessageContaining("did not take over within 2000 ms");
    assertThat(look(zero()).master()).isTrue();
    assertThat(writable(zero())).isFalse();
    awaitWritable(zero());
    assertThat(look(one()).linkUp()).isTrue();
  }

  @Test
  void anOperatorThatDiesInTheMiddleLeavesWhatOnlyAnAbortEnds() {
    fake.member("redis-1").following("redis-0").neverTakesOver();
    fake.diesBefore("take over");
    assertThatThrownBy(() -> fake.handOver(zero(), one(), LIMIT)).isInstanceOf(OperatorDied.class);
    awaitState(zero(), s -> s.handingOver() && !s.master());
    assertThatThrownBy(() -> fake.hold(zero())).hasMessageContaining("REPLICAOF");
    fake.abortFailover(zero());
    assertThat(look(zero()).master()).isTrue();
    assertThat(look(one()).linkUp()).isTrue();
  }
}
