package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * An application that writes through redis-primary all the time, each write confirmed by WAIT, and
 * remembers what was acknowledged; beside it the reader of {@link Canary}. It runs on the machine
 * of the project's own cluster and reconnects as a client library does: when the connection ends or
 * nothing comes for 2 s.
 */
final class CheckingClient implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * Longer, and the operator has forgotten to close the connections to a former primary. One that
   * was demoted by hand it may notice after 10 s.
   */
  private static final Duration LONGEST_READONLY = Duration.ofSeconds(15);

  private static final int PAUSE_MILLIS = 20;
  private static final int BATCH = 500;

  private final RedisSet set;
  private final Door door;
  private final int copies;
  private final Endpoints endpoints;
  private final Gaps gaps = new Gaps();
  private final List<Integer> acknowledged = new ArrayList<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Canary canary;
  private final Thread writer;
  private volatile boolean running = true;
  private int tried;
  private long readonlySince;

  /**
   * @param copies replicas that must confirm each write
   * @param replicas how many there are now
   */
  CheckingClient(RedisSet set, Door door, int copies, int replicas) {
    this.set = set;
    this.door = door;
    this.copies = copies;
    this.endpoints = set.watchEndpoints("primary");
    this.canary = new Canary(set, door, replicas);
    gaps.acknowledged();
    writer = Thread.ofPlatform().daemon().name("writer " + set.name()).start(this::write);
    awaitWrites(20);
  }

  /** So many writes more are acknowledged. */
  CheckingClient awaitWrites(int count) {
    var from = acknowledged().size();
    RedisSet.eventually(
        count + " more acknowledged writes",
        () ->
            assertThat(acknowledged())
                .as("refused: %s", refused())
                .hasSizeGreaterThanOrEqualTo(from + count));
    return this;
  }

  /** Longest time without an acknowledged write so far. */
  Duration longestGap() {
    return gaps.longest();
  }

  /** Ends it and checks the promises of a set that is Ready: the status may be of a moment ago. */
  void check() throws Exception {
    set.awaitReady();
    end();
    var story = story();
    System.out.println(story);
    assertThat(wrong).as(story).isEmpty();
    assertThat(canary.missing()).as("an empty set was served: " + story).isEmpty();
    assertThat(endpoints.doubles()).as("two endpoints of redis-primary: " + story).isEmpty();
    assertThat(lost()).as("acknowledged and lost: " + story).isEmpty();
    assertThat(set.redis().masters()).as(story).containsExactly(set.primary());
  }

  /** What it saw, in one line. */
  String story() {
    return "%s: %d of %d writes acknowledged, longest gap %d ms, epoch %s, redis-primary: %s, refused: %s"
        .formatted(
            set.fullName(),
            acknowledged().size(),
            tried,
            gaps.longest().toMillis(),
            set.status().epoch(),
            endpoints.history(),
            refused());
  }

  private void write() {
    Resp redis = null;
    while (running) {
      try {
        redis = redis == null ? door.open() : redis;
        redis = once(redis) ? redis : closed(redis);
      } catch (IOException e) {
        refuse(e.getMessage());
        redis = closed(redis);
      }
      pause(PAUSE_MILLIS);
    }
    closed(redis);
  }

  /** False: a client would stay here for ever, and must be shown the way. */
  private boolean once(Resp redis) throws IOException {
    var number = ++tried;
    var said =
        redis.calls(
            List.of(
                List.of("SET", "checked:" + number, String.valueOf(number)),
                List.of("WAIT", String.valueOf(copies), "1000")));
    if (said.get(0).equals("OK") && copiesOf(said.get(1)) >= copies) {
      gaps.acknowledged();
      synchronized (acknowledged) {
        acknowledged.add(number);
      }
    } else {
      refuse(said.get(0).equals("OK") ? "WAIT " + said.get(1) : said.get(0));
    }
    var now = System.nanoTime();
    readonlySince =
        !said.get(0).startsWith("-READONLY") ? 0 : readonlySince == 0 ? now : readonlySince;
    if (readonlySince != 0 && now - readonlySince > LONGEST_READONLY.toNanos()) {
      wrong.add("left on a replica for " + LONGEST_READONLY + ": its connection was not closed");
      readonlySince = 0;
      return false;
    }
    return true;
  }

  /** WAIT itself is refused when the primary is demoted meanwhile. */
  private static int copiesOf(String said) {
    return said.matches("\\d+") ? Integer.parseInt(said) : -1;
  }

  /** Numbers that were acknowledged and are not there. */
  private List<String> lost() throws IOException {
    var lost = new ArrayList<String>();
    try (var redis = door.open()) {
      var numbers = acknowledged();
      for (var i = 0; i < numbers.size(); i += BATCH) {
        var batch = numbers.subList(i, Math.min(i + BATCH, numbers.size()));
        var command = new ArrayList<>(List.of("MGET"));
        batch.forEach(n -> command.add("checked:" + n));
        var values = redis.list(command);
        IntStream.range(0, batch.size())
            .filter(n -> !batch.get(n).toString().equals(values.get(n)))
            .forEach(n -> lost.add(batch.get(n) + "=" + values.get(n)));
      }
    }
    return lost;
  }

  private List<Integer> acknowledged() {
    synchronized (acknowledged) {
      return List.copyOf(acknowledged);
    }
  }

  private void refuse(String why) {
    synchronized (refusals) {
      refusals.merge(String.valueOf(why), 1, Integer::sum);
    }
  }

  private Map<String, Integer> refused() {
    synchronized (refusals) {
      return Map.copyOf(refusals);
    }
  }

  private static Resp closed(Resp redis) {
    if (redis != null) {
      redis.close();
    }
    return null;
  }

  static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() throws InterruptedException {
    if (running) {
      gaps.end();
    }
    running = false;
    writer.join();
    canary.end();
  }

  @Override
  public void close() throws InterruptedException {
    end();
    endpoints.close();
  }
}
