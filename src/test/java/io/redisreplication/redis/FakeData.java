package io.redisreplication.redis;

import io.redisreplication.topology.Marker;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a {@link FakeMember} holds, and its place in a replication history. */
final class FakeData {
  private static final String NO_REPLID = "0".repeat(40);

  final Set<String> keys = new LinkedHashSet<>();
  final Map<String, Marker> markers = new TreeMap<>();
  String replid;
  String replid2 = NO_REPLID;
  long secondOffset = -1;
  long offset;

  FakeData(String replid) {
    this.replid = replid;
  }

  void clear() {
    keys.clear();
    markers.clear();
  }

  /** A history without a past. */
  void place(String id, long position) {
    replid = id;
    offset = position;
    replid2 = NO_REPLID;
    secondOffset = -1;
  }

  /** As after a promotion: the old history holds up to here. */
  void continueAs(String id) {
    if (!replid.equals(id)) {
      replid2 = replid;
      secondOffset = offset + 1;
      replid = id;
    }
  }

  /** Whether a partial synchronisation is enough to get from here to there. */
  boolean leadsTo(FakeData source) {
    return offset <= source.offset && replid.equals(source.replid)
        || offset < source.secondOffset && replid.equals(source.replid2);
  }

  void copy(FakeData source) {
    clear();
    keys.addAll(source.keys);
    markers.putAll(source.markers);
    continueAs(source.replid);
    offset = source.offset;
  }
}
