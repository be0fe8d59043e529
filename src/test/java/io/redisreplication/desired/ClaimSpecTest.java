package io.redisreplication.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes as the API server writes them (seen with Kubernetes 1.34). */
class ClaimSpecTest {
  @ParameterizedTest
  @CsvSource({
    "1Gi, 1Gi",
    "1024Mi, 1Gi",
    "0.5Gi, 512Mi",
    "1536Mi, 1536Mi",
    "1000M, 1G",
    "1.5G, 1500M",
    "1073741824, 1073741824",
    "2000, 2k",
    "1e3, 1e3"
  })
  void canonical(String written, String stored) {
    assertThat(ClaimSpec.canonical(new Quantity(written)).toString()).isEqualTo(stored);
  }
}
