package io.redisreplication.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkerTest {
  private final Marker marker = new Marker("6f9a", 4, 1, "pvc-123");

  /** boot.sh reads line 2, so the text is a contract. */
  @Test
  void code() {
    assertThat(marker.code())
        .isEqualTo(
            """
            #!lua name=redisreplication_4
            -- marker cluster=6f9a epoch=4 primary=1 volume=pvc-123
            redis.register_function{function_name='rr_4', callback=function() return 'cluster=6f9a epoch=4 primary=1 volume=pvc-123' end, flags={'no-writes','allow-stale'}}
            """);
  }

  @Test
  void isReadBackFromItsCode() {
    assertThat(Marker.parse(marker.code())).contains(marker);
    assertThat(Marker.parse(new Marker("c", 1, 0, "-").code()))
        .contains(new Marker("c", 1, 0, "-"));
  }

  @Test
  void otherLibrariesAreNoMarkers() {
    assertThat(Marker.parse("#!lua name=mine\nredis.register_function('f', f)")).isEmpty();
    assertThat(Marker.parse("")).isEmpty();
    assertThat(Marker.parse("-- marker cluster= epoch=4 primary=1 volume=x")).isEmpty();
  }

  @Test
  void theHighestIsFoundByNumberAndWithinTheCluster() {
    var nine = new Marker("c", 9, 0, "-");
    var ten = new Marker("c", 10, 0, "-");
    var foreign = new Marker("d", 99, 0, "-");
    assertThat(Marker.highest(List.of(nine, ten, foreign), "c")).contains(ten);
    assertThat(Marker.highest(List.of(nine, foreign), "")).contains(foreign);
    assertThat(Marker.highest(List.of(), "c")).isEmpty();
  }
}
