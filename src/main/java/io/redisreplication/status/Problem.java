package io.redisreplication.status;

/**
 * Something that only the user can mend.
 *
 * @param reason CamelCase, as in a condition
 * @param message names the field or object and the fix
 * @param storage it concerns claims and volumes
 */
public record Problem(String reason, String message, boolean storage) {
  public static Problem of(String reason, String message) {
    return new Problem(reason, message, false);
  }

  public static Problem ofStorage(String reason, String message) {
    return new Problem(reason, message, true);
  }
}
