package io.redisreplication.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * One real redis-server on a free loopback port, without persistence, stopped by its own process.
 */
final class RedisServer implements AutoCloseable {
  final int port;
  private final Path directory;
  private final List<String> wrapper;
  private final List<String> options;
  private Process process;

  RedisServer(String... options) {
    this(List.of(), options);
  }

  /**
   * With an append-only file that cannot grow above that.
   *
   * @param blocks of 512 bytes
   */
  static RedisServer withLargestFile(int blocks) {
    var limit = "trap '' XFSZ; ulimit -S -f " + blocks + "; exec \"$0\" \"$@\"";
    return new RedisServer(
        List.of("sh", "-c", limit),
        "--appendonly",
        "yes",
        "--replica-ignore-disk-write-errors",
        "yes");
  }

  private RedisServer(List<String> wrapper, String... options) {
    this.wrapper = wrapper;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      directory = Files.createTempDirectory(Path.of("target"), "redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.options = List.of(options);
    start();
  }

  /**
   * @param more options of this start only
   */
  void start(String... more) {
    var command = new ArrayList<>(wrapper);
    command.add(System.getProperty("redis.server", "redis-server"));
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--dir", directory.toString(), "--repl-diskless-sync-delay", "0"));
    command.addAll(List.of("--repl-ping-replica-period", "1", "--enable-debug-command", "yes"));
    command.addAll(options);
    command.addAll(List.of(more));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::listens);
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** What redis-cli prints; not by Lettuce, so that a test does not believe the adapter. */
  String cli(String... args) {
    var command = new ArrayList<>(List.of("redis-cli", "-p", "" + port));
    command.addAll(List.of(args));
    try {
      var cli = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a write is taken, and not paused: Redis has gone through all that had come before it
   * answers the second of two questions that came later.
   */
  boolean takesWrite() {
    try (var writer = new Socket(InetAddress.getLoopbackAddress(), port);
        var other = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(writer, "SET key value");
      for (int i = 0; i < 2; i++) {
        send(other, "ECHO later");
        other.getInputStream().readNBytes("$5\r\nlater\r\n".length());
      }
      writer.setSoTimeout(100);
      return writer.getInputStream().read() == '+';
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Socket to, String command) throws IOException {
    to.setSoTimeout(5000);
    to.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Every write since appendonly was turned on, in the order of execution. */
  String appendOnlyFile() throws IOException {
    try (var files = Files.list(directory.resolve("appendonlydir"))) {
      var incremental = files.filter(f -> f.toString().endsWith(".incr.aof")).findFirst();
      return Files.readString(incremental.orElseThrow());
    }
  }

  /** Stops it from answering while its connections stay open, or lets it go on. */
  void signal(String name) {
    run("kill", "-" + name, "" + process.pid());
  }

  void liftLimit() {
    run("prlimit", "--fsize=unlimited", "--pid", "" + process.pid());
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    try {
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
