package io.redisreplication.topology.simulation;

/** What goes wrong. Each is one fault of one pod, disk or node, or one that costs no data. */
enum Fault {
  CONTAINER_CRASH {
    @Override
    void happen(World w, Pod pod) {
      pod.crash();
    }
  },
  POD_RECREATED {
    @Override
    void happen(World w, Pod pod) {
      pod.recreate();
    }
  },
  NODE_REBOOT {
    @Override
    void happen(World w, Pod pod) {
      if (w.persistence == Persistence.AOF) {
        pod.server.disk.data = pod.server.disk.data.until(w.now - w.between(0, 10));
      }
      pod.crash();
      pod.forgetMemory();
    }
  },
  DISK_WIPED {
    @Override
    void happen(World w, Pod pod) {
      pod.recreate();
      pod.volume = pod.volume + "x";
      pod.server.disk.replace(new Data());
    }
  },
  OLD_DISK {
    @Override
    void happen(World w, Pod pod) {
      var copy = pod.server.disk.data.until(w.between(0, w.now));
      pod.recreate();
      pod.volume = pod.volume + "o";
      pod.server.disk.replace(copy.markers.isEmpty() ? new Data() : copy);
    }
  },
  ALL_CONTAINERS_CRASH {
    @Override
    void happen(World w, Pod pod) {
      w.nothingElseHasTheData();
      w.pods.forEach(Pod::crash);
    }
  },
  ALL_PODS_RECREATED {
    @Override
    void happen(World w, Pod pod) {
      w.nothingElseHasTheData();
      w.pods.forEach(Pod::recreate);
    }
  },
  LINK_CUT {
    @Override
    void happen(World w, Pod pod) {
      pod.server.cutUntil = w.now + w.between(5, 300);
    }
  },
  OPERATOR_SEES_NOTHING_OF_IT {
    @Override
    void happen(World w, Pod pod) {
      w.hide(pod.server.ordinal, w.between(5, 300));
    }
  },
  FUNCTION_FLUSH {
    @Override
    void happen(World w, Pod pod) {
      w.servers.stream().filter(Server::writable).forEach(s -> s.add(Data.Op.flush(w.now)));
    }
  };

  /** A part of what one disk had. */
  boolean losesData() {
    return this == DISK_WIPED || this == OLD_DISK || this == NODE_REBOOT;
  }

  abstract void happen(World w, Pod pod);
}
