package io.redisreplication.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A finished command: exit code and both streams as one text. */
record Ran(int exit, String text) {

  static Ran of(ProcessBuilder command) {
    try {
      var process = command.redirectErrorStream(true).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end of " + command.command());
      }
      return new Ran(process.exitValue(), text.replace("\r", ""));
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command.command()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
