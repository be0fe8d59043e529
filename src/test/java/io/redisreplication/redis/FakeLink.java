package io.redisreplication.redis;

import io.redisreplication.topology.RedisState;

/** Whom a {@link FakeMember} follows, and what comes of it. */
final class FakeLink {
  private final FakeRedis net;
  private final FakeMember self;
  boolean master;
  boolean slowSync;
  boolean syncing;
  boolean up;
  private String host = RedisState.HELD_HOST;
  private int port = RedisState.HELD_PORT;
  private int lastIo;
  private int downAt = -1;

  FakeLink(FakeRedis net, FakeMember self) {
    this.net = net;
    this.self = self;
  }

  String host() {
    return master ? "" : host;
  }

  int port() {
    return master ? 0 : port;
  }

  int lastIo() {
    return up ? lastIo : -1;
  }

  int downSeconds() {
    return master || up || downAt < 0 ? -1 : net.now - downAt;
  }

  boolean upTo(FakeMember other) {
    return up && net.behind(host) == other;
  }

  void follow(String newHost, int newPort) {
    if (!master && newHost.equals(host) && newPort == port) {
      return;
    }
    cut();
    master = false;
    host = newHost;
    port = newPort;
    net.settle();
  }

  void noOne() {
    cut();
    master = true;
    downAt = -1;
  }

  /** Held by a new process, which knows of no link. */
  void restart() {
    follow(RedisState.HELD_HOST, RedisState.HELD_PORT);
    downAt = -1;
  }

  void second() {
    lastIo++;
    slowSync = slowSync && !syncing;
  }

  void replicate() {
    var source = master || !self.process.running ? null : net.behind(host);
    if (self.process.hung || source != null && source.process.hung) {
      return;
    }
    if (source == null || source == self || source.loading || self.failover.inProgress()) {
      cut();
    } else if (up) {
      copy(source);
    } else if (source.link.master || source.link.up) {
      connect(source);
    }
  }

  private void connect(FakeMember source) {
    if (!self.data.leadsTo(source.data)) {
      if (slowSync) {
        syncing = true;
        return;
      }
      net.all().stream().filter(m -> m.link.upTo(self)).forEach(m -> m.link.cut());
      self.data.place(source.data.replid, 0);
    }
    syncing = false;
    up = true;
    lastIo = 0;
    copy(source);
  }

  /** A link to a member that was held stays up, but nothing comes over it any more. */
  private void copy(FakeMember source) {
    self.data.copy(source.data);
    if (source.link.master || source.link.lastIo() == 0) {
      lastIo = 0;
    }
  }

  void cut() {
    if (up) {
      up = false;
      downAt = net.now;
    }
    syncing = false;
  }
}
