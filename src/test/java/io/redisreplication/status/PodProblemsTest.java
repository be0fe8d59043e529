package io.redisreplication.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses as kubelets and schedulers write them. */
class PodProblemsTest {
  private static Pod pod(String status) {
    return Serialization.unmarshal(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: redis-0}\nstatus:\n" + status.indent(2),
        Pod.class);
  }

  private static Pod container(String state) {
    return pod(
        """
        conditions: [{type: PodScheduled, status: "True"}]
        containerStatuses:
        - name: redis
          image: docker.io/library/redis:9
        %s"""
            .formatted(state.indent(2)));
  }

  private static Pod crashed(String message) {
    return container(
        """
        restartCount: 4
        state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s restarting failed container}}
        lastState:
          terminated:
            exitCode: 1
            reason: Error
            startedAt: "2026-01-01T12:00:00Z"
            finishedAt: "2026-01-01T12:00:00Z"
            message: |
        %s"""
            .formatted(message.indent(6)));
  }

  private static String problem(Pod pod) {
    return PodProblems.of(pod).map(p -> p.reason() + ": " + p.message()).orElse("none");
  }

  @Test
  void aPodThatRunsOrStartsHasNoProblem() {
    assertThat(problem(container("state: {running: {startedAt: \"2026-01-01T12:00:00Z\"}}")))
        .isEqualTo("none");
    assertThat(problem(container("state: {waiting: {reason: ContainerCreating}}")))
        .isEqualTo("none");
    assertThat(PodProblems.of(new Pod())).isEqualTo(Optional.empty());
  }

  @Test
  void noNode() {
    var pod =
        pod(
            """
            phase: Pending
            conditions:
            - type: PodScheduled
              status: "False"
              reason: Unschedulable
              message: "0/1 nodes are available: 1 Insufficient memory."
            """);
    assertThat(problem(pod))
        .isEqualTo(
            "Unschedulable: redis-0 finds no node: 0/1 nodes are available: 1 Insufficient memory.");
    assertThat(PodProblems.stuck(pod)).isTrue();
  }

  /** As Kubernetes says it before and since 1.34. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "had volume node affinity conflict",
        "didn't match PersistentVolume's node affinity"
      })
  void theNodeOfALocalDiskIsGone(String words) {
    var message = "0/3 nodes are available: 1 node(s) had untolerated taint, 2 node(s) " + words;
    var pod =
        pod(
            """
            phase: Pending
            conditions:
            - {type: PodScheduled, status: "False", reason: Unschedulable, message: "%s"}
            """
                .formatted(message));
    assertThat(problem(pod))
        .startsWith("VolumeNodeMissing: redis-0: ")
        .contains("bring it back", "delete the claim and the pod", message);
    assertThat(PodProblems.of(pod).orElseThrow().storage()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "boot: cannot write to /data as user 999: Read-only file system., DiskReadOnly",
    "Can't open or create append-only dir appendonlydir: No space left on device, DiskFull",
    "Error reading the append only file: Input/output error, DiskNotWritable"
  })
  void aDiskThatLetsNobodyStart(String said, String reason) {
    var problem = PodProblems.of(crashed(said)).orElseThrow();
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.message()).startsWith("redis-0 does not start").contains(said);
    assertThat(problem.storage()).isTrue();
  }

  @Test
  void noImage() {
    var pod =
        container(
            "state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image \"redis:9\": not found'}}");
    assertThat(problem(pod))
        .startsWith(
            "ImageUnavailable: redis-0: spec.image docker.io/library/redis:9 cannot be pulled")
        .contains("not found");
    assertThat(PodProblems.stuck(pod)).isTrue();
  }

  @Test
  void noSecret() {
    var pod =
        container(
            "state: {waiting: {reason: CreateContainerConfigError, message: 'secret \"x\" not found'}}");
    assertThat(problem(pod))
        .isEqualTo("PodFailing: redis-0: CreateContainerConfigError: secret \"x\" not found");
  }

  @Test
  void aDirectiveThatRedis7DoesNotKnow() {
    var pod =
        crashed(
            """

            *** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
            Reading the configuration file, at line 4
            >>> 'maxmemoryy 50mb'
            Bad directive or wrong number of arguments
            """);
    assertThat(problem(pod))
        .isEqualTo(
            "ConfigRefused: redis-0: Redis refuses a directive of spec.config: correct it ('maxmemoryy 50mb': Bad directive or wrong number of arguments)");
  }

  @Test
  void aDirectiveThatRedis8DoesNotKnow() {
    var pod =
        crashed(
            """
            1:C 01 Jan 2026 12:00:00.000 * Redis version=8.0.0
            1:M 01 Jan 2026 12:00:00.010 # Module Configuration detected without loadmodule directive or no ApplyConfig call: aborting
            1:M 01 Jan 2026 12:00:00.010 # Unresolved Configuration(s) Detected:
            1:M 01 Jan 2026 12:00:00.010 # >>> 'maxmemoryy 50mb'
            """);
    assertThat(problem(pod))
        .startsWith("ConfigRefused: ")
        .contains("('maxmemoryy 50mb': unknown directive)");
  }

  @Test
  void aPasswordNeverShows() {
    var pod =
        crashed(
            """
            *** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
            Reading the configuration file, at line 40
            >>> 'requirepass "hunter2'
            Unbalanced quotes in configuration line
            """);
    assertThat(problem(pod)).startsWith("ConfigRefused").doesNotContain("hunter2");
  }

  @Test
  void redisThatFailsOtherwise() {
    var pod = crashed("boot: cannot write to /data as user 999: set pod.securityContext.fsGroup");
    assertThat(problem(pod))
        .isEqualTo(
            "PodFailing: redis-0 ended with exit code 1: boot: cannot write to /data as user 999: set pod.securityContext.fsGroup");
  }

  @Test
  void aLongLogIsCut() {
    assertThat(problem(crashed("x ".repeat(2000) + "the end")).length()).isLessThan(400);
    assertThat(problem(crashed("x ".repeat(2000) + "the end"))).endsWith("the end");
  }

  /** Killed once after a long life, and about to start again: nothing for the user to mend. */
  @Test
  void oneCrashIsNoProblem() {
    var pod =
        container(
            """
            restartCount: 0
            state:
              terminated:
                exitCode: 137
                reason: OOMKilled
                startedAt: "2026-01-01T09:00:00Z"
                finishedAt: "2026-01-01T12:00:00Z"
            """);
    assertThat(problem(pod)).isEqualTo("none");
  }

  @Test
  void aRestartedContainerThatRunsIsNoProblem() {
    var pod =
        container(
            """
            restartCount: 1
            state: {running: {startedAt: "2026-01-01T12:00:00Z"}}
            lastState: {terminated: {exitCode: 139, finishedAt: "2026-01-01T12:00:00Z"}}
            """);
    assertThat(problem(pod)).isEqualTo("none");
    assertThat(PodProblems.stuck(pod)).isFalse();
  }
}
