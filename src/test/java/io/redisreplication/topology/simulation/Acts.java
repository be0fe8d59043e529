package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import io.redisreplication.topology.Election;
import io.redisreplication.topology.Election.Elected;
import io.redisreplication.topology.FailoverPolicy;
import io.redisreplication.topology.Member;
import io.redisreplication.topology.Roles;
import io.redisreplication.topology.Topology;
import io.redisreplication.topology.TopologyRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out a decision as Actor, Promotion and Switchover do, step by step. */
final class Acts {
  /** What was seen longer ago is not acted on. */
  private static final int FRESH = 100;

  private final Operator operator;
  private final World world;

  Acts(Operator operator) {
    this.operator = operator;
    world = operator.world;
  }

  void carryOut(Seen seen, Decision d) {
    var t = seen.topology();
    switch (d) {
      case Decision.Steady s -> labels(seen);
      case Decision.Wait w -> labels(seen);
      case Decision.Hold h -> {
        h.members().forEach(m -> withdraw(seen, List.of(pod(m))));
        h.members().forEach(m -> hold(seen, m));
      }
      case Decision.Promote p -> promote(seen);
      case Decision.Mark m -> mark(seen, m);
      case Decision.Adopt a -> write(seen, a.record());
      case Decision.Repoint r ->
          r.members().forEach(m -> act(seen, m, s -> s.follow(r.primary().ordinal())));
      case Decision.Restart r -> r.members().forEach(m -> act(seen, m, s -> pod(m).shutDown()));
      case Decision.Serve s -> {
        act(seen, s.primary(), p -> p.disk.dump());
        write(seen, t.record().withServed());
        move(seen, s.primary());
      }
      case Decision.Fence f -> act(seen, f.primary(), s -> s.minReplicas = f.minReplicas());
      case Decision.Unmark u -> act(seen, u.primary(), s -> s.unmark(u.old()));
      case Decision.Abort a -> {
        withdraw(seen, world.pods);
        act(seen, a.member(), s -> s.failover.abort());
      }
      case Decision.SwitchOver s -> new HandOver(operator, this, seen, s).begin();
      case Decision.Replace r -> replace(seen, pod(r.member()));
      case Decision.Configure c -> throw new AssertionError("nothing to configure here");
    }
  }

  private void promote(Seen seen) {
    operator.then(
        () -> {
          requireFresh(seen);
          world.promises.abandons();
        });
    withdraw(seen, world.pods);
    seen.topology().members().stream()
        .filter(m -> m.loaded() && !m.held())
        .forEach(m -> act(seen, m, s -> s.follow(Server.HELD_BY_OPERATOR)));
    seen.topology()
        .recordedPrimary()
        .filter(Member::loaded)
        .ifPresent(m -> act(seen, m, world.users::cutOff));
    operator.then(() -> operator.ask(again -> elect(seen, seen.topology().asked(again))));
  }

  private void elect(Seen seen, Topology frozen) {
    var held = frozen.members().stream().filter(Member::loaded).allMatch(Member::held);
    var still = FailoverPolicy.decide(frozen, operator.since, world.instant());
    if (!held
        || !(still instanceof Decision.Promote)
        || !(Election.elect(frozen) instanceof Elected elected)) {
      return;
    }
    var target = elected.member();
    var record = FailoverPolicy.next(frozen, target);
    world.tell("operator: elects " + target.pod() + ", " + elected.why());
    write(seen, record);
    operator.then(
        () -> {
          requireFresh(seen);
          world.promises.promotes(target, frozen, operator.since);
        });
    act(
        seen,
        target,
        s -> {
          s.replicaOfNoOne();
          s.mark(FailoverPolicy.marker(record, target), frozen.wishes().minReplicas());
        });
    act(seen, target, s -> s.disk.dump());
    if (seen.topology().record().primary().equals(seen.topology().wishes().primaryOrdinal())) {
      operator.then(() -> operator.since = operator.since.withLongerFailback());
    }
  }

  private void mark(Seen seen, Decision.Mark m) {
    act(seen, m.primary(), s -> s.mark(m.marker(), seen.topology().wishes().minReplicas()));
    act(seen, m.primary(), s -> s.disk.dump());
  }

  private void hold(Seen seen, Member m) {
    act(seen, m, s -> s.follow(Server.HELD_BY_OPERATOR));
    act(seen, m, world.users::cutOff);
  }

  private void replace(Seen seen, Pod pod) {
    operator.then(
        () -> {
          requireFresh(seen);
          if (seen.same(pod)) {
            pod.delete();
          }
        });
  }

  void write(Seen seen, TopologyRecord record) {
    operator.then(() -> requireFresh(seen));
    operator.send(
        () -> {
          if (!world.record.equals(seen.topology().record())) {
            throw new Refused("the record has changed");
          }
          world.write(record);
        });
  }

  void withdraw(Seen seen, List<Pod> pods) {
    for (var pod : pods) {
      operator.then(
          () -> {
            requireFresh(seen);
            if (seen.same(pod)) {
              pod.withdraw();
            }
          });
    }
  }

  /** To that pod, from whoever has it. */
  void move(Seen seen, Member to) {
    withdraw(seen, world.pods.stream().filter(p -> p != pod(to)).toList());
    operator.then(
        () -> {
          requireFresh(seen);
          if (seen.same(pod(to))) {
            pod(to).label(Optional.of(Roles.PRIMARY), seen.topology().record().epoch());
          }
        });
  }

  /** First away with what must not be primary, last who becomes a replica, without old clients. */
  private void labels(Seen seen) {
    var members = seen.topology().members();
    members.stream()
        .filter(m -> !role(seen, m).equals(Optional.of(Roles.PRIMARY)))
        .forEach(m -> withdraw(seen, List.of(pod(m))));
    members.stream().filter(m -> !joins(seen, m)).forEach(m -> label(seen, m));
    for (var m : members) {
      if (joins(seen, m)) {
        act(seen, m, world.users::cutOff);
        label(seen, m);
      }
    }
  }

  private static boolean joins(Seen seen, Member m) {
    return role(seen, m).equals(Optional.of(Roles.REPLICA))
        && !Roles.REPLICA.equals(seen.labels().get(m.ordinal()));
  }

  private void label(Seen seen, Member m) {
    operator.then(
        () -> {
          requireFresh(seen);
          if (seen.same(pod(m))) {
            pod(m).label(role(seen, m), seen.topology().record().epoch());
          }
        });
  }

  private static Optional<String> role(Seen seen, Member m) {
    return Roles.of(seen.topology(), m, Optional.ofNullable(seen.labels().get(m.ordinal())));
  }

  /** A hung server does it later, if at all; the operator does not wait for that. */
  void act(Seen seen, Member m, Consumer<Server> command) {
    var run = new int[1];
    operator.then(
        () -> {
          requireFresh(seen);
          run[0] = pod(m).server.run;
        });
    operator.send(
        () -> {
          Server.require(pod(m).server.run == run[0], m.pod() + " has closed the connection");
          now(m, command);
        });
  }

  void now(Member m, Consumer<Server> command) {
    var server = pod(m).server;
    if (world.reachable(pod(m)) && server.hung() && world.chance(0.5)) {
      server.receive(() -> command.accept(server));
    }
    if (!world.answersOperator(pod(m)) || server.loading()) {
      throw new Refused(m.pod() + " does not answer");
    }
    command.accept(server);
  }

  Pod pod(Member m) {
    return world.pods.get(m.ordinal());
  }

  void requireFresh(Seen seen) {
    if (world.now - seen.at() > FRESH) {
      throw new Refused("what was seen is too old");
    }
  }
}
