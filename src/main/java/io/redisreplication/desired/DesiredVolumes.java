package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.ArrayList;
import java.util.List;

/**
 * Volumes of the pod and where they are mounted; ConfigMaps as whole folders, so that they refresh.
 */
final class DesiredVolumes {
  private DesiredVolumes() {}

  static List<Volume> of(RedisReplication rr) {
    var volumes = new ArrayList<Volume>();
    volumes.add(configMap("config", Names.config(rr)));
    volumes.add(configMap("topology", Names.topology(rr)));
    volumes.add(
        new VolumeBuilder()
            .withName("run")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(new Quantity("16Mi"))
            .endEmptyDir()
            .build());
    if (DesiredSecret.enabled(rr)) {
      volumes.add(
          new VolumeBuilder()
              .withName("auth")
              .withNewSecret()
              .withSecretName(Names.secret(rr))
              .withDefaultMode(0440)
              .addNewItem(Names.PASSWORD_KEY, null, Names.PASSWORD_KEY)
              .endSecret()
              .build());
    }
    if (Effective.ephemeral(rr)) {
      volumes.add(cache(rr));
    }
    return volumes;
  }

  static List<VolumeMount> mounts(RedisReplication rr) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(mount("config", DesiredPod.CONFIG_DIR, true));
    mounts.add(mount("topology", "/etc/redis-replication/topology", true));
    mounts.add(mount("run", "/run/redis-replication", false));
    if (DesiredSecret.enabled(rr)) {
      mounts.add(mount("auth", "/etc/redis-replication/auth", true));
    }
    mounts.add(mount(dataVolume(rr), "/data", false));
    return mounts;
  }

  /** It ends with the pod: on the node's own disk, or a volume of the class that is named. */
  private static Volume cache(RedisReplication rr) {
    var volume = new VolumeBuilder().withName(dataVolume(rr));
    return Effective.ownVolumes(rr)
        ? volume
            .withNewEphemeral()
            .withNewVolumeClaimTemplate()
            .withNewMetadata()
            .withLabels(Labels.selector(rr))
            .endMetadata()
            .withSpec(ClaimSpec.of(rr))
            .endVolumeClaimTemplate()
            .endEphemeral()
            .build()
        : volume.withNewEmptyDir().endEmptyDir().build();
  }

  private static String dataVolume(RedisReplication rr) {
    return Effective.ephemeral(rr)
        ? Names.CACHE_VOLUME
        : rr.getSpec().storage().claimTemplateName();
  }

  private static Volume configMap(String name, String configMap) {
    return new VolumeBuilder()
        .withName(name)
        .withNewConfigMap()
        .withName(configMap)
        .endConfigMap()
        .build();
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    var mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return (readOnly ? mount.withReadOnly(true) : mount).build();
  }
}
