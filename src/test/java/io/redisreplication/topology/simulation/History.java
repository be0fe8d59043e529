package io.redisreplication.topology.simulation;

import io.redisreplication.topology.Decision;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** What happens to one set, as its seed says, and whether it stood it. */
final class History {
  /** What the user has to decide after more than one fault. */
  private static final Set<String> ASKS_THE_USER =
      Set.of("DivergedData", "AwaitingDisks", "AllDisksEmpty");

  /** Longer than everything that lasts: hangs, partitions, loads, and boot.sh's two minutes. */
  private static final int COMES_BACK_WITHIN = 6000;

  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final List<Plan> PLANS = List.of(Plan.values());
  private static final List<Story> STORIES = List.of(Story.values());

  private final World w;

  /** One fault at a time, from which it must come back by itself; otherwise many at once. */
  private final boolean oneByOne;

  /** A disk that loses its last second may then look like a stranger's. */
  private boolean flushed;

  /** Some faults that meet at a bad moment, and then time to come back. */
  private final boolean stories;

  private History(World world, boolean oneByOne, boolean stories) {
    w = world;
    this.oneByOne = oneByOne;
    this.stories = stories;
  }

  /** Tells the story of a history that broke a promise. */
  static void of(long seed) {
    var dice = new java.util.Random(~seed);
    var persistence = Persistence.of(dice.nextInt(10));
    var replicas = List.of(1, 2, 2, 3, 3, 3, 3, 3, 4, 5).get(dice.nextInt(10));
    var world = new World(seed, replicas, persistence, dice.nextInt(8) == 0);
    var kind = dice.nextInt(20);
    var history = new History(world, kind < 10, kind >= 15);
    try {
      history.happen();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d, %s, %d pods, after %.1f s: %s%n%s"
              .formatted(
                  seed,
                  persistence,
                  replicas,
                  world.now / 10.0,
                  e instanceof AssertionError ? e.getMessage() : e.toString(),
                  String.join("\n", world.history) + world.state()),
          e);
    }
  }

  private void happen() {
    if (stories) {
      tell();
      return;
    }
    if (w.chance(0.8)) {
      comeBack();
    }
    for (int rounds = oneByOne ? w.between(1, 4) : w.between(2, 10); rounds > 0; rounds--) {
      w.run(w.between(0, oneByOne ? 300 : 100));
      if (w.chance(0.5)) {
        plan();
        w.run(w.between(0, 60));
      }
      if (w.chance(0.8)) {
        fault();
      }
      disturbOperator();
      if (oneByOne) {
        comeBack();
      }
    }
    comeBack();
  }

  private void tell() {
    for (int rounds = w.between(1, 3); rounds > 0; rounds--) {
      comeBack();
      w.run(w.between(0, 100));
      var story = STORIES.get(w.between(0, STORIES.size() - 1));
      w.tell("--- story: " + Words.of(story));
      story.happen(w);
      disturbOperator();
    }
    comeBack();
  }

  private void fault() {
    var fault = FAULTS.get(w.between(0, FAULTS.size() - 1));
    var pod = w.pods.get(w.between(0, w.set.size - 1));
    if (!allowed(fault)) {
      return;
    }
    flushed |= fault == Fault.FUNCTION_FLUSH;
    w.fault(fault, pod);
  }

  /**
   * Nothing is promised of data on disks before a replica has them, nor of the only disk; and one
   * that ends right after a flush looks like a stranger's.
   */
  private boolean allowed(Fault fault) {
    if (fault.losesData()) {
      return w.persistence != Persistence.NONE
          && !flushed
          && w.wasHealthy
          && w.set.size > 1
          && w.wish.replicas > 1
          && (!oneByOne || w.undisturbed());
    }
    return fault != Fault.FUNCTION_FLUSH
        || oneByOne
            && w.quiet()
            && w.order.healthy()
            && w.wish.primaryOrdinal.isEmpty()
            && w.persistence == Persistence.AOF;
  }

  private void plan() {
    var plan = PLANS.get(w.between(0, PLANS.size() - 1));
    plan.happen(w);
    w.tell("--- user: " + Words.of(plan) + " " + w.wish.words());
  }

  private void disturbOperator() {
    while (w.chance(0.4)) {
      w.run(w.between(0, 60));
      if (w.chance(0.3)) {
        var asleep = w.between(1, 600);
        w.tell("--- operator sleeps for " + asleep / 10.0 + " s");
        w.operator.sleep(asleep);
        continue;
      }
      var down = w.chance(0.2) ? w.between(10, 600) : w.between(1, 10);
      w.tell("--- operator crashes, back after " + down / 10.0 + " s");
      w.operator.crash(down);
    }
  }

  private void comeBack() {
    if (healthyWithin(COMES_BACK_WITHIN)) {
      return;
    }
    for (int times = 0; times < 3 && asksTheUser(); times++) {
      ask((Decision.Wait) w.operator.decision);
      if (healthyWithin(COMES_BACK_WITHIN)) {
        w.userDecided = false;
        w.wish.acceptDataLoss = OptionalInt.empty();
        return;
      }
    }
    throw new AssertionError("it did not come back: " + Words.of(w.operator.decision));
  }

  private boolean asksTheUser() {
    return !oneByOne
        && w.operator.decision instanceof Decision.Wait d
        && ASKS_THE_USER.contains(d.reason());
  }

  /** The user does what the message says. */
  private void ask(Decision.Wait d) {
    w.userDecided = true;
    var named = Pattern.compile("copies on redis-(\\d)").matcher(d.message());
    if (named.find()) {
      w.wish.primaryOrdinal = OptionalInt.of(Integer.parseInt(named.group(1)));
    } else {
      w.wish.acceptDataLoss = OptionalInt.of(w.record.epoch());
    }
    w.tell("--- user, asked by " + d.reason() + ": " + w.wish.words());
  }

  private boolean healthyWithin(int ticks) {
    for (int i = 0; i < ticks; i++) {
      w.tick();
      if (w.quiet() && w.order.healthy()) {
        w.promises.nobodyIsLeftBehind();
        return true;
      }
    }
    return false;
  }
}
