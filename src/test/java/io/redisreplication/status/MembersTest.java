package io.redisreplication.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.api.v1beta1.MemberState;
import io.redisreplication.api.v1beta1.MemberStatus;
import io.redisreplication.topology.A;
import io.redisreplication.topology.Server;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a member stands to the rightful primary. */
class MembersTest {
  private static final A RUNNING = A.set(3).record(4, 0).running();

  private static MemberStatus one(Consumer<Server> change) {
    return Given.set(A.set(3).record(4, 0).running().member(1, change)).status().members().get(1);
  }

  private static MemberState state(Consumer<Server> change) {
    return one(change).state();
  }

  @Test
  void states() {
    assertThat(Given.set(RUNNING).status().members().get(0).state()).isEqualTo(MemberState.Primary);
    assertThat(state(m -> {})).isEqualTo(MemberState.InSync);
    assertThat(state(Server::syncing)).isEqualTo(MemberState.Syncing);
    assertThat(state(m -> m.linkDown(3))).isEqualTo(MemberState.Syncing);
    assertThat(state(m -> m.lastIo(5))).isEqualTo(MemberState.Lagging);
    assertThat(state(Server::held)).isEqualTo(MemberState.Held);
    assertThat(state(Server::heldByOperator)).isEqualTo(MemberState.Held);
    assertThat(state(Server::loading)).isEqualTo(MemberState.Loading);
    assertThat(state(Server::silent)).isEqualTo(MemberState.Unreachable);
    assertThat(state(Server::unmarked)).isEqualTo(MemberState.Foreign);
    assertThat(state(m -> m.marker("c2", 9, 1))).isEqualTo(MemberState.Foreign);
  }

  @Test
  void whereItRuns() {
    var m = one(s -> {});
    assertThat(m.pod()).isEqualTo("redis-1");
    assertThat(m.ordinal()).isEqualTo(1);
    assertThat(m.node()).isEqualTo("n1");
    assertThat(m.volume()).isEqualTo("pv-1");
    assertThat(m.revision()).isEqualTo("r1");
    assertThat(m.message()).isNull();
  }

  @Test
  void whyItIsHeldOrSilent() {
    assertThat(one(Server::held).message()).isEqualTo("waits to follow the primary");
    assertThat(one(m -> m.restarted().marker(3, 1)).message()).startsWith("former primary");
    assertThat(one(Server::unmarked).message()).contains("set aside in /data/diverged-0");
    assertThat(one(m -> m.marker("c2", 9, 1)).message()).contains("remove the claim");
    var silent =
        Given.set(A.set(3).record(4, 0).running().member(1, Server::silent))
            .silent("redis-1", "timed out after 1 s");
    assertThat(silent.status().members().get(1).message()).isEqualTo("timed out after 1 s");
  }

  /** Redis rewrites its AOF now and then; that is no news, while a first one after a sync is. */
  @Test
  void aRewriteDoesNotEndInSync() {
    var before = Given.set(RUNNING).status();
    var rewriting = A.set(3).record(4, 0).running().member(1, Server::rewritingAof);
    assertThat(Given.set(rewriting).after(before).status()).isEqualTo(before);
    assertThat(state(Server::rewritingAof)).isEqualTo(MemberState.Syncing);
    var worse = rewriting.member(1, m -> m.lastIo(9));
    assertThat(Given.set(worse).after(before).status().members().get(1).state())
        .isEqualTo(MemberState.Lagging);
  }
}
