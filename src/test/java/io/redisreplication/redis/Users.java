package io.redisreplication.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users who write one key after the other as fast as they can, each to the server where the primary
 * is said to be; who is cut off or refused connects anew.
 */
final class Users implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile int port;
  private volatile boolean done;
  private volatile long last;
  private volatile long longestPause;

  Users(int port, int count) {
    this.port = port;
    last = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var name = "user-" + i + "-";
      threads.add(Thread.ofPlatform().start(() -> write(name)));
    }
  }

  private void write(String name) {
    int n = 0;
    while (!done) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        var answers = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        while (!done) {
          var key = name + n++;
          var command = "SET " + key + " x\r\n";
          socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
          var answer = answers.readLine();
          if (!"+OK".equals(answer)) {
            break;
          }
          acknowledged(key);
        }
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
  }

  private synchronized void acknowledged(String key) {
    acknowledged.add(key);
    var now = System.nanoTime();
    longestPause = Math.max(longestPause, now - last);
    last = now;
  }

  /** The Service's endpoint changes. */
  void connectTo(int port) {
    this.port = port;
  }

  /** Longest time without an acknowledged write since it was asked last, in ms. */
  synchronized double longestPauseMillis() {
    var millis = longestPause / 1e6;
    longestPause = 0;
    return millis;
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() throws InterruptedException {
    done = true;
    for (var thread : threads) {
      thread.join();
    }
  }
}
