package io.redisreplication.redis;

import java.time.Duration;
import java.util.function.Consumer;

/** A FAILOVER that a {@link FakeMember} was told to do, and its paused clients. */
final class FakeFailover {
  private final FakeRedis net;
  private final FakeMember self;
  private FakeMember target;
  private int end;
  private int pausedUntil;

  FakeFailover(FakeRedis net, FakeMember self) {
    this.net = net;
    this.self = self;
  }

  boolean inProgress() {
    return target != null;
  }

  boolean paused() {
    return inProgress() || net.now < pausedUntil;
  }

  private void pause(Duration time) {
    pausedUntil = net.now + (int) Math.max(1, time.toSeconds());
  }

  /**
   * @param step is told of each, before it is done
   */
  void handOver(FakeMember to, Duration limit, Consumer<String> step) {
    if (!self.link.master) {
      throw self.refused("is no master");
    }
    to.limitMinReplicas(1);
    begin(to, limit);
    step.accept("take over");
    acknowledged();
    if (inProgress()) {
      abort();
      throw to.refused("did not take over within " + limit.toMillis() + " ms");
    }
    step.accept("close clients");
    pausedUntil = net.now;
  }

  void begin(FakeMember to, Duration limit) {
    if (inProgress()) {
      throw self.refused("FAILOVER: ERR FAILOVER already in progress.");
    }
    if (!self.link.master) {
      throw self.refused("FAILOVER: ERR FAILOVER is not valid when server is a replica.");
    }
    if (!to.link.upTo(self)) {
      throw self.refused("FAILOVER: ERR FAILOVER target HOST and PORT is not a replica.");
    }
    pause(limit);
    target = to;
    end = pausedUntil;
  }

  /** The target acknowledges by itself once a second, or when it is asked. */
  void acknowledged() {
    if (!inProgress()) {
      return;
    }
    net.settle();
    var address = net.address(target.pod);
    if (target.process.answersOthers() && (target.link.upTo(self) || !self.link.master)) {
      takenOver(address);
    } else if (self.link.master && net.now >= end) {
      target = null;
    }
  }

  private void takenOver(Address address) {
    if (!target.takesOver) {
      self.link.follow(address.host(), address.port());
      self.link.cut();
      return;
    }
    target.promote();
    target = null;
    self.link.follow(address.host(), address.port());
  }

  void abort() {
    if (inProgress()) {
      target = null;
      self.promote();
      net.settle();
    }
    pause(Duration.ofSeconds(1));
  }

  void forget() {
    target = null;
    pausedUntil = 0;
  }
}
