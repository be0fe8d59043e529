package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Marker;

/** What goes wrong. Each is one fault of one pod, disk or node, or one that costs no data. */
enum Fault {
  CONTAINER_CRASH {
    @Override
    void happen(World w, Pod pod) {
      pod.crash();
    }
  },
  CRASH_LOOP {
    @Override
    void happen(World w, Pod pod) {
      pod.crash();
      for (int times = w.between(1, 4), at = 0; times > 0; times--) {
        at += w.between(20, 150);
        w.later(
            at,
            () -> {
              w.promises.event();
              pod.crash();
            });
      }
    }
  },
  POD_REMOVED {
    @Override
    void happen(World w, Pod pod) {
      pod.remove(w.between(10, 200));
    }
  },
  NODE_REBOOT {
    @Override
    void happen(World w, Pod pod) {
      if (w.persistence == Persistence.AOF) {
        pod.server.disk.data = pod.server.disk.data.until(w.now - w.between(0, 10));
      }
      pod.reboot();
    }
  },
  NODE_LOST {
    @Override
    void happen(World w, Pod pod) {
      pod.loseNode(w.between(20, 900));
    }
  },
  NODE_REMOVED {
    @Override
    void happen(World w, Pod pod) {
      var ticks = w.between(20, 900);
      var lost = pod.uid;
      pod.loseNode(ticks + 1);
      w.later(
          ticks,
          () -> {
            pod.nodeLostUntil = 0;
            if (pod.uid == lost) {
              pod.remove(w.between(1, 50));
            }
          });
    }
  },
  NODE_CUT_OFF {
    @Override
    void happen(World w, Pod pod) {
      w.network.separate(pod.server.ordinal, w.between(5, 600));
    }
  },
  DISK_WIPED {
    @Override
    void happen(World w, Pod pod) {
      newDisk(w, pod, "x", new Data());
    }
  },
  OLD_DISK {
    @Override
    void happen(World w, Pod pod) {
      var copy = pod.server.disk.data.until(w.between(0, w.now));
      newDisk(w, pod, "o", copy.markers.isEmpty() ? new Data() : copy);
    }
  },
  FOREIGN_DISK {
    @Override
    void happen(World w, Pod pod) {
      var foreign = new Data();
      foreign.append(
          Data.Op.load(new Marker("stranger", w.between(1, 99), w.between(0, 4), "pv"), w.now));
      newDisk(w, pod, "f", foreign);
      w.later(w.between(100, 600), () -> wipe(w, pod, foreign));
    }
  },
  ALL_CONTAINERS_CRASH {
    @Override
    void happen(World w, Pod pod) {
      w.promises.allEnd();
      w.pods.stream().filter(p -> p.exists).forEach(Pod::crash);
    }
  },
  ALL_PODS_REMOVED {
    @Override
    void happen(World w, Pod pod) {
      w.promises.allEnd();
      w.pods.stream().filter(p -> p.exists).forEach(p -> p.remove(w.between(10, 200)));
    }
  },
  LINKS_CUT {
    @Override
    void happen(World w, Pod pod) {
      w.network.cutLinks(pod.server.ordinal, w.between(5, 600));
    }
  },
  OPERATOR_CUT_OFF {
    @Override
    void happen(World w, Pod pod) {
      w.network.hideFromOperator(pod.server.ordinal, w.between(5, 300));
    }
  },
  OPERATOR_REFUSED {
    @Override
    void happen(World w, Pod pod) {
      w.network.refuseOperator(pod.server.ordinal, w.between(5, 300));
    }
  },
  HANGS {
    @Override
    void happen(World w, Pod pod) {
      pod.server.hang(w.chance(0.5) ? w.between(1, 30) : w.between(30, 400));
    }
  },
  FUNCTION_FLUSH {
    @Override
    void happen(World w, Pod pod) {
      w.servers.stream().filter(Server::writable).forEach(s -> s.add(Data.Op.flush(w.now)));
    }
  };

  private static void newDisk(World w, Pod pod, String suffix, Data data) {
    pod.remove(w.between(10, 200));
    pod.volume = pod.volume + suffix;
    pod.server.disk.replace(data);
  }

  /** The user removes the claim, as long as the stranger's data is on it. */
  private static void wipe(World w, Pod pod, Data foreign) {
    if (pod.server.disk.data.markers.equals(foreign.markers)) {
      newDisk(w, pod, "x", new Data());
    }
  }

  /** A part of what one disk had. */
  boolean losesData() {
    return this == DISK_WIPED || this == OLD_DISK || this == FOREIGN_DISK || this == NODE_REBOOT;
  }

  abstract void happen(World w, Pod pod);
}
