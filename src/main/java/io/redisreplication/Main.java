package io.redisreplication;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Answers what needs no cluster; otherwise starts Quarkus, and with it the operator. */
@QuarkusMain
public class Main {
  public static void main(String... args) {
    var answer = CommandLine.answer(args);
    if (answer.isEmpty()) {
      Quarkus.run(args);
      return;
    }
    var out = answer.get().exit() == 0 ? System.out : System.err;
    out.println(answer.get().text());
    System.exit(answer.get().exit());
  }
}
