package io.redisreplication.redis;

import java.util.Arrays;
import java.util.Optional;

/** A password that does not show itself in logs or messages. */
public final class Password {
  /** Authentication is off. */
  public static final Password NONE = new Password(null);

  private final char[] value;

  private Password(char[] value) {
    this.value = value;
  }

  public static Password of(String value) {
    return new Password(value.toCharArray());
  }

  public Optional<char[]> value() {
    return Optional.ofNullable(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password p && Arrays.equals(value, p.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return value == null ? "no password" : "(hidden)";
  }
}
