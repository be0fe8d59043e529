package io.redisreplication.status;

import static io.redisreplication.status.StatusComposer.READY;
import static io.redisreplication.status.StatusComposer.STORAGE_READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.redisreplication.desired.Specs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Claims on their way to a larger size, as Kubernetes 1.34 shows them. */
class ExpansionTest {
  private static PersistentVolumeClaimBuilder asks(PersistentVolumeClaimBuilder claim) {
    return claim
        .editSpec()
        .editResources()
        .addToRequests("storage", new Quantity("2Gi"))
        .endResources()
        .endSpec();
  }

  private static PersistentVolumeClaimBuilder says(
      PersistentVolumeClaimBuilder claim, String type, String message) {
    var condition =
        new PersistentVolumeClaimConditionBuilder()
            .withType(type)
            .withStatus("True")
            .withMessage(message)
            .build();
    return asks(claim).editStatus().addToConditions(condition).endStatus();
  }

  @Test
  void eachClaimSaysHowFarItIs() {
    var set =
        Given.running()
            .claim(0, c -> says(c, "Resizing", ""))
            .claim(1, c -> says(c, "FileSystemResizePending", ""))
            .claim(2, ExpansionTest::asks);
    assertThat(set.condition(STORAGE_READY))
        .isEqualTo(
            "False ClaimsGrowing: data-redis-0 is being enlarged by its storage driver; data-redis-1 waits for its node to enlarge the file system; some drivers do that only in a new pod: if it stays so, delete the pod; data-redis-2 asks for more; its storage driver has not begun");
    assertThat(set.condition(READY)).startsWith("False ClaimsGrowing");
    assertThat(Expansion.failed(Specs.minimal(), set.claims())).isEmpty();
  }

  @Test
  void aDriverThatFailsIsQuoted() {
    var set =
        Given.running()
            .claim(1, c -> says(c, "ControllerResizeError", "rpc error:\n out of capacity"));
    var problem = Expansion.failed(Specs.minimal(), set.claims()).get(0);
    assertThat(problem.reason()).isEqualTo("ExpansionFailed");
    assertThat(problem.message())
        .startsWith("data-redis-1: its volume cannot grow to 2Gi: rpc error: out of capacity.");
    assertThat(set.problem(problem).condition(STORAGE_READY)).contains(problem.message());
  }

  @Test
  void soIsOneThatSaysOnlyThatItCannot() {
    var set =
        Given.running()
            .claim(
                1,
                c ->
                    asks(c)
                        .editStatus()
                        .withAllocatedResourceStatuses(Map.of("storage", "NodeResizeInfeasible"))
                        .endStatus());
    assertThat(Expansion.failed(Specs.minimal(), set.claims()))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("NodeResizeInfeasible");
  }

  /** A condition that is left over from an expansion that has ended. */
  @Test
  void aClaimThatHasItsSizeHasNoProblem() {
    var set =
        Given.running()
            .claim(
                1,
                c ->
                    says(c, "ControllerResizeError", "was")
                        .editStatus()
                        .addToCapacity("storage", new Quantity("2Gi"))
                        .endStatus());
    assertThat(Expansion.failed(Specs.minimal(), set.claims())).isEmpty();
    assertThat(set.condition(STORAGE_READY)).startsWith("True Bound");
  }

  private static final String REFUSAL =
      "persistentvolumeclaims \"data-redis-1\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize";

  private static String refused(String storageClass, String words) {
    var claim =
        new PersistentVolumeClaimBuilder(Given.running().claims().get(1))
            .editSpec()
            .withStorageClassName(storageClass)
            .withVolumeName("pv-1")
            .endSpec()
            .build();
    return Expansion.refused(Specs.minimalWith("storage: {size: 2Gi}"), claim, words).message();
  }

  @Test
  void whoCannotGrowSaysWhyAndWhatToDo() {
    assertThat(refused("standard", REFUSAL))
        .startsWith("spec.storage.size: data-redis-1 cannot grow to 2Gi: StorageClass standard")
        .contains("allowVolumeExpansion", "one by one");
    assertThat(refused("", REFUSAL)).contains("its volume pv-1 has no StorageClass", "one by one");
    assertThat(refused("standard", "exceeded quota: q")).endsWith("2Gi: exceeded quota: q");
  }
}
