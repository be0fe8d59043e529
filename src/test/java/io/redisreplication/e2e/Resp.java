package io.redisreplication.e2e;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One connection to Redis and nothing more: no reconnect, no retry, so that a test knows what its
 * client was told. Replies: text, numbers and errors ("-READONLY ...") as String, nil as null.
 */
public final class Resp implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  public Resp(String host, int port, String password, Duration timeout) throws IOException {
    var millis = (int) timeout.toMillis();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(host, port), millis);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      if (!password.isEmpty()) {
        call("AUTH", password);
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  String call(String... command) throws IOException {
    return calls(List.of(List.of(command))).get(0);
  }

  /** Sent in one write, so that nothing can go wrong between them but in Redis. */
  public List<String> calls(List<List<String>> commands) throws IOException {
    send(commands);
    var replies = new ArrayList<String>();
    for (var ignored : commands) {
      replies.add((String) reply());
    }
    return replies;
  }

  /** Of a command that answers with a list. */
  @SuppressWarnings("unchecked")
  public List<String> list(List<String> command) throws IOException {
    send(List.of(command));
    var reply = reply();
    if (reply instanceof String error) {
      throw new IOException(error);
    }
    return (List<String>) reply;
  }

  private void send(List<List<String>> commands) throws IOException {
    var text = new StringBuilder();
    for (var command : commands) {
      text.append('*').append(command.size()).append("\r\n");
      for (var arg : command) {
        var bytes = arg.getBytes(StandardCharsets.UTF_8).length;
        text.append('$').append(bytes).append("\r\n").append(arg).append("\r\n");
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private Object reply() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '$' -> rest.equals("-1") ? null : bulk(Integer.parseInt(rest));
      case '*' -> {
        var items = new String[Integer.parseInt(rest)];
        for (var i = 0; i < items.length; i++) {
          items[i] = (String) reply();
        }
        yield Arrays.asList(items);
      }
      case '-' -> line;
      default -> rest;
    };
  }

  private String bulk(int length) throws IOException {
    var bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("closed");
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var text = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
