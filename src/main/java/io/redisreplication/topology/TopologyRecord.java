package io.redisreplication.topology;

import java.util.OptionalInt;

/**
 * Who is primary, as written down by the operator (ConfigMap {@code <name>-topology}). It is
 * written before the act it announces; what is seen decides, the record alone never does.
 *
 * @param cluster id of the data set; empty until it was read from disks that were there before
 * @param epoch grows with every change of primary; 0 = no primary yet
 * @param primary ordinal of the primary; empty = undecided
 * @param served highest epoch for which the primary Service was opened; 0 = never
 */
public record TopologyRecord(String cluster, int epoch, OptionalInt primary, int served) {

  /** A set whose claims did not exist before: its disks must be empty. */
  public static TopologyRecord ofNewSet(String cluster) {
    return new TopologyRecord(cluster, 0, OptionalInt.empty(), 0);
  }

  /** A set that finds claims: its cluster is read from the data. */
  public static TopologyRecord ofExistingClaims() {
    return new TopologyRecord("", 0, OptionalInt.empty(), 0);
  }

  public boolean namesPrimary(int ordinal) {
    return primary.isPresent() && primary.getAsInt() == ordinal;
  }

  public TopologyRecord withServed() {
    return new TopologyRecord(cluster, epoch, primary, epoch);
  }
}
