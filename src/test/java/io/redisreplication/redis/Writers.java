package io.redisreplication.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Users who write one value as fast as they can, refused or not. */
final class Writers implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean done;
  private volatile boolean wrote;

  Writers(int port, int count, String value) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().start(() -> write(port, value)));
    }
  }

  private void write(int port, String value) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var answers = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      var command = ("SET key " + value + "\r\n").getBytes(StandardCharsets.US_ASCII);
      while (!done) {
        socket.getOutputStream().write(command);
        wrote |= answers.readLine().equals("+OK");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean wrote() {
    return wrote;
  }

  @Override
  public void close() throws InterruptedException {
    done = true;
    for (var thread : threads) {
      thread.join();
    }
  }
}
