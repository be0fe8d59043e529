package io.redisreplication.redis;

import java.time.Duration;

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

  void pause(Duration time) {
    pausedUntil = net.now + (int) Math.max(1, time.toSeconds());
  }

  void unpause() {
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
    if (target.answersOthers() && (target.link.upTo(self) || !self.link.master)) {
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
  }

  void forget() {
    target = null;
    pausedUntil = 0;
  }
}
