package io.redisreplication.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator's pod runs where Pod Security "restricted" is enforced, on a read-only root. */
@Tag("artefact")
class RestrictedTest {
  @Test
  void theOperatorPodIsRestricted() {
    var pod = Generated.pod();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(
            List.of(
                pod.getHostNetwork() == null, pod.getHostPID() == null, pod.getHostIPC() == null))
        .containsOnly(true);
    assertThat(pod.getVolumes())
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.getEmptyDir()).isNotNull());
    assertThat(pod.getContainers())
        .hasSize(1)
        .allSatisfy(
            c -> {
              var context = c.getSecurityContext();
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(context.getCapabilities().getAdd()).isEmpty();
              assertThat(c.getPorts()).allSatisfy(p -> assertThat(p.getHostPort()).isNull());
            });
  }
}
