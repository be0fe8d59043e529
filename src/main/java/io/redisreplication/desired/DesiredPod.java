package io.redisreplication.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.redisreplication.api.v1beta1.PodSettings;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pod template. A change here restarts every pod, so it holds only what must be in it. */
final class DesiredPod {
  static final String CONFIG_DIR = "/etc/redis-replication/config";
  private static final PodSettings NONE =
      new PodSettings(null, null, null, null, null, null, null, null, null, null, null, null);

  /**
   * User of the official images: redis in docker.io/library/redis, valkey in
   * docker.io/valkey/valkey.
   */
  private static final long USER = 999;

  private DesiredPod() {}

  static PodTemplateSpec of(RedisReplication rr) {
    var pod = rr.getSpec().pod() == null ? NONE : rr.getSpec().pod();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels(rr, pod))
        .withAnnotations(pod.annotations())
        .endMetadata()
        .withNewSpec()
        .withSecurityContext(pod.securityContext() == null ? restricted() : pod.securityContext())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(
            pod.terminationGracePeriodSeconds() == null ? 30 : pod.terminationGracePeriodSeconds())
        .withNodeSelector(pod.nodeSelector())
        .withAffinity(pod.affinity())
        .withTolerations(pod.tolerations())
        .withTopologySpreadConstraints(pod.topologySpreadConstraints())
        .withPriorityClassName(pod.priorityClassName())
        .withImagePullSecrets(pod.imagePullSecrets())
        .withContainers(container(rr, pod))
        .withVolumes(DesiredVolumes.of(rr))
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(RedisReplication rr, PodSettings pod) {
    var labels = new LinkedHashMap<String, String>();
    if (pod.labels() != null) {
      labels.putAll(pod.labels());
    }
    labels.putAll(Labels.selector(rr));
    return labels;
  }

  private static Container container(RedisReplication rr, PodSettings pod) {
    return new ContainerBuilder()
        .withName(Names.CONTAINER)
        .withImage(rr.getSpec().image())
        .withCommand("/bin/sh", CONFIG_DIR + "/boot.sh")
        .withEnv(env(pod))
        .addNewPort()
        .withName(Names.PORT_NAME)
        .withContainerPort(Names.PORT)
        .endPort()
        .withResources(pod.resources())
        .withNewReadinessProbe()
        .withNewExec()
        .withCommand("/bin/sh", CONFIG_DIR + "/ready.sh")
        .endExec()
        .withPeriodSeconds(2)
        .withTimeoutSeconds(3)
        .withFailureThreshold(2)
        .endReadinessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("/bin/sh", CONFIG_DIR + "/stop.sh")
        .endExec()
        .endPreStop()
        .endLifecycle()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(DesiredVolumes.mounts(rr))
        .build();
  }

  private static List<EnvVar> env(PodSettings pod) {
    var env = new ArrayList<EnvVar>();
    env.add(field("POD_NAME", "metadata.name"));
    env.add(field("POD_NAMESPACE", "metadata.namespace"));
    if (pod.env() != null) {
      pod.env().forEach(e -> env.add(canonical(e)));
    }
    return env;
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }

  /** The API server fills in apiVersion; without it server-side apply would differ for ever. */
  private static EnvVar canonical(EnvVar e) {
    if (e.getValueFrom() == null || e.getValueFrom().getFieldRef() == null) {
      return e;
    }
    return new EnvVarBuilder(e)
        .editValueFrom()
        .editFieldRef()
        .withApiVersion("v1")
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  /** Satisfies the Pod Security level "restricted". */
  private static PodSecurityContext restricted() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }
}
