package io.redisreplication.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinityBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Disks of one namespace, which outlive every object that describes them. */
public record Disks(KubernetesClient client, String namespace) {
  /** Of volumes that no claim of the namespace may ever name: {@link Cluster} removes them too. */
  static final String LABEL = "e2e-namespace";

  static Disks of(Cluster cluster) {
    return new Disks(cluster.client(), cluster.namespace());
  }

  /** The resource and its claims are deleted. By ordinal: its volumes, Released. */
  public List<PersistentVolume> release(RedisSet set) {
    var claims = set.podNames().stream().map(p -> "data-" + p).toList();
    return release(claims, set::delete);
  }

  /**
   * @param end takes away what uses the claims
   */
  public List<PersistentVolume> release(List<String> claims, Runnable end) {
    var volumes = claims.stream().map(c -> volume(claim(c).getSpec().getVolumeName())).toList();
    volumes.forEach(v -> policy(v, "Retain"));
    end.run();
    claims.forEach(this::deleteClaim);
    volumes.forEach(this::awaitReleased);
    return volumes;
  }

  /** Set, claims and volume objects are deleted: all that is left is data on disks. */
  public List<PersistentVolume> forget(RedisSet set) {
    return forget(release(set));
  }

  public List<PersistentVolume> forget(List<PersistentVolume> volumes) {
    volumes.forEach(this::remove);
    return volumes;
  }

  /** The data of a volume whose object is gone. */
  public void erase(PersistentVolume volume) {
    Shell.run("rm", "-rf", volume.getSpec().getLocal().getPath());
  }

  /**
   * A volume object over the same disk, as written by hand. Its class is its own: a claim of a test
   * beside this one would take it.
   */
  public PersistentVolume describe(String name, PersistentVolume disk) {
    var spec = disk.getSpec();
    var volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(LABEL, namespace)
            .endMetadata()
            .withNewSpec()
            .withCapacity(spec.getCapacity())
            .withAccessModes(spec.getAccessModes())
            .withPersistentVolumeReclaimPolicy("Retain")
            .withStorageClassName(namespace)
            .withVolumeMode(spec.getVolumeMode())
            .withLocal(spec.getLocal())
            .withNodeAffinity(spec.getNodeAffinity())
            .endSpec()
            .build();
    return client.resource(volume).create();
  }

  /**
   * An empty directory of the cluster's first node, and a volume of 64Mi over it without a class.
   */
  PersistentVolumeBuilder empty(String name) {
    var directory = Path.of("/tmp/rr-e2e-disks", namespace + "-" + name).toString();
    Shell.run("sh", "-c", "rm -rf $0; mkdir -p -m 777 $0", directory);
    var affinity =
        new VolumeNodeAffinityBuilder()
            .withNewRequired()
            .addNewNodeSelectorTerm()
            .addNewMatchExpression()
            .withKey("kubernetes.io/hostname")
            .withOperator("In")
            .withValues(node())
            .endMatchExpression()
            .endNodeSelectorTerm()
            .endRequired()
            .build();
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(namespace + "-" + name)
        .addToLabels(LABEL, namespace)
        .endMetadata()
        .withNewSpec()
        .withCapacity(Map.of("storage", new Quantity("64Mi")))
        .withAccessModes("ReadWriteOnce")
        .withPersistentVolumeReclaimPolicy("Retain")
        .withStorageClassName("")
        .withNewLocal(null, directory)
        .withNodeAffinity(affinity)
        .endSpec();
  }

  private String node() {
    return client.nodes().list().getItems().stream()
        .map(n -> n.getMetadata().getName())
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  /** The same under its former name. */
  PersistentVolume describe(PersistentVolume disk) {
    return describe(disk.getMetadata().getName(), disk);
  }

  /** A disk with all that is on this one now. */
  PersistentVolume copy(String name, PersistentVolume disk) {
    var from = disk.getSpec().getLocal().getPath();
    var to = from + "-" + name;
    Shell.run("cp", "-a", from, to);
    var copy = new PersistentVolumeBuilder(disk).editSpec().withNewLocal(null, to).endSpec();
    return describe(name, copy.build());
  }

  PersistentVolume volume(String name) {
    return client.persistentVolumes().withName(name).get();
  }

  PersistentVolumeClaim claim(String name) {
    return client.persistentVolumeClaims().inNamespace(namespace).withName(name).get();
  }

  /** By ordinal: names of the volumes behind the claims of the set. */
  List<String> behind(RedisSet set) {
    return set.podNames().stream().map(set.pods()::volume).toList();
  }

  void remove(PersistentVolume volume) {
    client.resource(volume).delete();
    RedisSet.eventually(
        volume.getMetadata().getName() + " is gone",
        () -> assertThat(volume(volume.getMetadata().getName())).isNull());
  }

  /** The operator may make another one of that name at once. */
  void deleteClaim(String name) {
    var former = claim(name).getMetadata().getUid();
    client.persistentVolumeClaims().inNamespace(namespace).withName(name).delete();
    RedisSet.eventually(
        name + " is gone",
        () ->
            assertThat(Optional.ofNullable(claim(name)).map(c -> c.getMetadata().getUid()))
                .isNotEqualTo(Optional.of(former)));
  }

  void policy(PersistentVolume volume, String policy) {
    patch(volume, "{\"spec\": {\"persistentVolumeReclaimPolicy\": \"" + policy + "\"}}");
  }

  void patch(PersistentVolume volume, String json) {
    client
        .persistentVolumes()
        .withName(volume.getMetadata().getName())
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json);
  }

  /** Or another set that waits for it has it already. */
  private void awaitReleased(PersistentVolume volume) {
    var former = volume.getSpec().getClaimRef().getUid();
    RedisSet.eventually(
        name(volume) + " is Released",
        () -> {
          var now = volume(name(volume));
          if (former.equals(now.getSpec().getClaimRef().getUid())) {
            assertThat(now.getStatus().getPhase()).isEqualTo("Released");
          }
        });
  }

  /**
   * "volumes: [{ordinal: 0, persistentVolumeName: a}, ...]": the first one for pod 0, and so on.
   */
  public static String volumes(List<String> names) {
    var entries =
        IntStream.range(0, names.size())
            .mapToObj(i -> "{ordinal: %d, persistentVolumeName: %s}".formatted(i, names.get(i)));
    return "volumes: " + entries.toList();
  }

  /** Where a local disk is. */
  static String node(PersistentVolume disk) {
    var term = disk.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms().get(0);
    return term.getMatchExpressions().get(0).getValues().get(0);
  }

  static String name(PersistentVolume volume) {
    return volume.getMetadata().getName();
  }
}
