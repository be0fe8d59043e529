package io.redisreplication.topology.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisreplication.topology.Marker;
import io.redisreplication.topology.TopologyRecord;
import io.redisreplication.topology.simulation.BootScript.Case;
import io.redisreplication.topology.simulation.BootTable.Own;
import io.redisreplication.topology.simulation.BootTable.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** boot.sh and {@link BootTable} decide the same in every combination of what they look at. */
class BootTableTest {
  private static final List<Boolean> BOTH = List.of(false, true);

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox ash"})
  void theScriptDecidesByTheTable(String shell, @TempDir Path folder) throws Exception {
    var cases = Stream.concat(heldCases(), peerCases()).toList();
    var said = BootScript.run(shell, folder, cases);
    for (int i = 0; i < cases.size(); i++) {
      assertThat(BootScript.outcome(said.get(i)))
          .as("%s: %s", cases.get(i), said.get(i))
          .isEqualTo(cases.get(i).outcome());
    }
    assertThat(cases.stream().map(c -> c.outcome().row()).distinct()).hasSize(12);
  }

  // ---- cases

  /** Everything about the pod itself, alone and beside a silent peer. */
  private static Stream<Case> heldCases() {
    var cases = new ArrayList<Case>();
    for (var markers : markersOfOne()) {
      for (var record : records()) {
        for (int bits = 0; bits < 16; bits++) {
          var alone = bit(bits, 3);
          var own = new Own(0, false, true, markers, bit(bits, 0), bit(bits, 1), bit(bits, 2));
          cases.add(new Case(own, record, alone ? 1 : 2, List.of(Peer.SILENT), false));
        }
        var next = new Peer(true, false, List.of(marker("c", 2, 0)));
        var scaled = new Own(0, false, true, markers, true, false, true);
        cases.add(new Case(scaled, record, 1, List.of(next), false));
        for (int bits = 1; bits < 4; bits++) {
          var own = new Own(0, bit(bits, 0), !bit(bits, 1), markers, true, true, true);
          cases.add(new Case(own, record, 1, List.of(Peer.SILENT), false));
        }
      }
    }
    return cases.stream();
  }

  private static boolean bit(int bits, int number) {
    return (bits >> number & 1) == 1;
  }

  /** Two peers of the recorded primary of epoch 2, or of an empty replica. */
  private static Stream<Case> peerCases() {
    var cases = new ArrayList<Case>();
    for (var one : peers()) {
      for (var other : peers()) {
        for (int ordinal = 0; ordinal < 3; ordinal++) {
          for (var waited : BOTH) {
            var peers = List.of(one, other);
            var markers = List.of(marker("c", 2, ordinal));
            var primary = new Own(ordinal, false, true, markers, true, true, true);
            cases.add(new Case(primary, named(ordinal), 3, peers, waited));
            var empty = new Own(ordinal, false, true, List.of(), false, true, true);
            cases.add(new Case(empty, named((ordinal + 1) % 3), 3, peers, waited));
          }
        }
      }
    }
    return cases.stream();
  }

  private static TopologyRecord named(int ordinal) {
    return new TopologyRecord("c", 2, OptionalInt.of(ordinal), 2);
  }

  private static List<TopologyRecord> records() {
    return List.of(
        TopologyRecord.ofNewSet("c"),
        new TopologyRecord("c", 2, OptionalInt.empty(), 2),
        new TopologyRecord("c", 2, OptionalInt.of(0), 2),
        new TopologyRecord("c", 2, OptionalInt.of(1), 2));
  }

  private static List<List<Marker>> markersOfOne() {
    return List.of(
        List.of(),
        List.of(marker("c", 1, 0)),
        List.of(marker("c", 1, 1)),
        List.of(marker("c", 2, 0)),
        List.of(marker("c", 2, 1), marker("c", 1, 0)),
        List.of(marker("c", 1, 0), marker("c", 2, 1), marker("other", 9, 0)),
        List.of(marker("c", 3, 1)),
        List.of(marker("c", 10, 1), marker("c", 2, 0)),
        List.of(marker("other", 2, 0)),
        List.of(marker("other", 1, 1)));
  }

  private static List<Peer> peers() {
    return List.of(
        Peer.SILENT,
        new Peer(false, false, List.of(marker("c", 3, 1))),
        new Peer(true, false, List.of()),
        new Peer(true, false, List.of(marker("c", 2, 0))),
        new Peer(true, false, List.of(marker("c", 1, 0), marker("c", 3, 1))),
        new Peer(true, false, List.of(marker("other", 9, 1))),
        new Peer(true, true, List.of(marker("c", 1, 1))),
        new Peer(true, true, List.of()));
  }

  private static Marker marker(String cluster, int epoch, int primary) {
    return new Marker(cluster, epoch, primary, "pv");
  }
}
