package io.redisreplication;

import io.redisreplication.desired.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The arguments of the operator's process. Settings are no arguments, see OperatorConfig. */
final class CommandLine {
  static final String INSTALL_CRD = "--install-crd";

  private static final String HELP = "--help";
  private static final String VERSION = "--version";
  private static final List<String> KNOWN = List.of(INSTALL_CRD, HELP, VERSION);
  private static final int WRONG_USAGE = 2;

  private static final String USAGE =
      """
      The RedisReplication operator: one Redis primary and its replicas on Kubernetes.

        (no argument)   runs until it is stopped
        --install-crd   applies the CRD first (server-side apply), then runs; needs the rights of a cluster-admin
        --version       prints the version and ends
        --help          prints this and ends

      It works with the current context of KUBECONFIG, in a pod with the pod's service account.
      Settings are environment variables, for example
        QUARKUS_OPERATOR_SDK_CONTROLLERS_REDISREPLICATION_NAMESPACES=team-a,team-b
      docs/configuration.md lists them.""";

  /** What is printed instead of running the operator, and the exit code of the process. */
  record Answer(String text, int exit) {}

  private CommandLine() {}

  /** Empty: the operator runs. */
  static Optional<Answer> answer(String... args) {
    var given = List.of(args);
    var unknown = given.stream().filter(a -> !KNOWN.contains(a)).findFirst();
    if (unknown.isPresent()) {
      var text = "unknown argument '%s', known are: %s";
      return Optional.of(
          new Answer(text.formatted(unknown.get(), String.join(" ", KNOWN)), WRONG_USAGE));
    }
    if (given.contains(HELP)) {
      return Optional.of(new Answer(USAGE, 0));
    }
    return given.contains(VERSION)
        ? Optional.of(new Answer(Labels.OPERATOR + " " + version(), 0))
        : Optional.empty();
  }

  private static String version() {
    try (var in = CommandLine.class.getResourceAsStream("/version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
