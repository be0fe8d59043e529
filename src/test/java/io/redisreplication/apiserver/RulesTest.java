package io.redisreplication.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server refuses, and what it says then. */
@OnApiServer
class RulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {replicas: 0}                                       | spec.replicas                      | should be greater than or equal to 1
          {replicas: -1}                                      | spec.replicas                      | should be greater than or equal to 1
          {replicas: three}                                   | spec.replicas                      | must be of type integer
          {image: ""}                                         | spec.image                         | should match
          {image: "redis :8"}                                 | spec.image                         | should match
          {primaryOrdinal: 3}                                 | spec.primaryOrdinal                | must be below replicas: ordinals count from 0
          {primaryOrdinal: -1}                                | spec.primaryOrdinal                | should be greater than or equal to 0
          {replicas: 1, primaryOrdinal: 1}                    | spec.primaryOrdinal                | must be below replicas
          {durability: {minReplicasToWrite: 3}}               | spec.durability.minReplicasToWrite | must be below replicas, or the primary would refuse every write
          {durability: {minReplicasToWrite: -1}}              | spec.durability.minReplicasToWrite | should be greater than or equal to 0
          {durability: {maxLagSeconds: 0}}                    | spec.durability.maxLagSeconds      | should be greater than or equal to 1
          {durability: {maxLagSeconds: 3601}}                 | spec.durability.maxLagSeconds      | should be less than or equal to 3600
          {failover: {delay: 2}}                              | spec.failover.delay                | must be of type string
          {failover: {delay: "2"}}                            | spec.failover.delay                | should match
          {failover: {delay: 1.5s}}                           | spec.failover.delay                | should match
          {failover: {delay: -2s}}                            | spec.failover.delay                | should match
          {failover: {delay: 61m}}                            | spec.failover.delay                | to switch failover off, set enabled to false
          {failover: {delay: 99999999999999999s}}             | spec.failover.delay                | may not be more than 16
          {failover: {unresponsiveTimeout: 900ms}}            | spec.failover.unresponsiveTimeout  | must be between 1s and 1h
          {failover: {unresponsiveTimeout: 2h}}               | spec.failover.unresponsiveTimeout  | must be between 1s and 1h
          {failover: {enabled: maybe}}                        | spec.failover.enabled              | must be of type boolean
          {update: {type: Recreate}}                          | spec.update.type                   | supported values: "OnDelete", "RollingUpdate"
          {update: {partition: -1}}                           | spec.update.partition              | should be greater than or equal to 0
          {config: {common: {port: "1"}}}                     | spec.config.common                 | directive port is set by the operator
          {config: {primary: {replicaof: a 1}}}               | spec.config.primary                | directive replicaof is set by the operator
          {config: {replica: {replica-read-only: "no"}}}      | spec.config.replica                | directive replica-read-only is set by the operator
          {config: {common: {cluster-enabled: "yes"}}}        | spec.config.common                 | directive cluster-enabled is set by the operator
          {config: {common: {requirepass: x}}}                | spec.config.common                 | directive requirepass is set by the operator
          {config: {common: {MaxMemory: 1gb}}}                | spec.config.common                 | write directive "MaxMemory" in lower case
          {config: {primary: {"": x}}}                        | spec.config.primary                | write directive "" in lower case
          {config: {replica: {"save 1": x}}}                  | spec.config.replica                | write directive "save 1" in lower case
          {config: {common: {protected-mode: "yes"}}}         | spec.config.common                 | protected-mode must be no
          {config: {common: {save: "1 1\\nreplicaof a 1"}}}   | spec.config.common                 | a value must be on one line
          {config: {primary: {save: "1 1\\rdir /"}}}          | spec.config.primary                | a value must be on one line
          {config: {replica: {save: "1 1\\nport 1"}}}         | spec.config.replica                | a value must be on one line
          {config: {common: {maxmemory: 100}}}                | spec.config.common.maxmemory       | must be of type string
          {storage: {size: abc}}                              | spec.storage.size                  | size must be a quantity, for example 1Gi
          {storage: {size: "0"}}                              | spec.storage.size                  | size must be above 0
          {storage: {size: -1Gi}}                             | spec.storage.size                  | size must be above 0
          {storage: {storageClassName: Fast Disk}}            | spec.storage.storageClassName      | should match
          {storage: {accessModes: []}}                        | spec.storage.accessModes           | should have at least 1 items
          {storage: {accessModes: [ReadOnlyMany]}}            | spec.storage.accessModes[0]        | supported values
          {storage: {claimTemplateName: Data}}                | spec.storage.claimTemplateName     | should match
          {storage: {claimTemplateName: run}}                 | spec.storage.claimTemplateName     | names of the pods' own volumes
          {storage: {retention: {whenDeleted: Keep}}}         | spec.storage.retention.whenDeleted | supported values: "Delete", "Retain"
          {storage: {reclaimPolicy: Delete}}                  | spec.storage.reclaimPolicy         | supported values: "AsIs", "Retain"
          {storage: {volumes: [{persistentVolumeName: a}]}}   | spec.storage.volumes[0].ordinal    | Required value
          {storage: {volumes: [{ordinal: 0}]}}                | spec.storage.volumes[0]            | give either persistentVolumeName
          {storage: {volumes: [{ordinal: -1, persistentVolumeName: a}]}} | spec.storage.volumes[0].ordinal | should be greater than or equal to 0
          {storage: {volumes: [{ordinal: 1024, persistentVolumeName: a}]}} | spec.storage.volumes[0].ordinal | should be less than or equal to 1023
          {storage: {volumes: [{ordinal: 0, persistentVolumeName: A_B}]}} | spec.storage.volumes[0].persistentVolumeName | should match
          {storage: {volumes: [{ordinal: 0, persistentVolumeName: a, source: {nfs: {}}, capacity: 1Gi}]}} | spec.storage.volumes[0] | give either persistentVolumeName
          {storage: {volumes: [{ordinal: 0, persistentVolumeName: a, capacity: 1Gi}]}} | spec.storage.volumes[0] | a PersistentVolume that exists has its own
          {storage: {volumes: [{ordinal: 0, source: {nfs: {}}}]}} | spec.storage.volumes[0]        | a source needs a capacity
          {storage: {volumes: [{ordinal: 0, source: {}, capacity: 1Gi}]}} | spec.storage.volumes[0].source | should have at least 1 properties
          {storage: {volumes: [{ordinal: 0, source: {nfs: {}, csi: {}}, capacity: 1Gi}]}} | spec.storage.volumes[0].source | must have at most 1 item
          {storage: {volumes: [{ordinal: 0, source: {nfs: {}}, capacity: x}]}} | spec.storage.volumes[0].capacity | capacity must be a quantity above 0
          {storage: {volumes: [{ordinal: 0, source: {nfs: {}}, capacity: 1Gi, volumeMode: Block}]}} | spec.storage.volumes[0].volumeMode | Redis needs a file system
          {storage: {volumes: [{ordinal: 0, persistentVolumeName: a}, {ordinal: 0, persistentVolumeName: b}]}} | spec.storage.volumes | name each ordinal once
          {storage: {volumes: [{ordinal: 0, persistentVolumeName: a}, {ordinal: 1, persistentVolumeName: a}]}} | spec.storage.volumes | name each persistentVolumeName once
          {storage: {ephemeral: true, volumes: [{ordinal: 0, persistentVolumeName: a}]}} | spec.storage.volumes | volumes and ephemeral exclude each other
          {auth: {enabled: false, secretName: x}}             | spec.auth.secretName               | exclude each other
          {auth: {secretName: ""}}                            | spec.auth.secretName               | should be at least 1 chars long
          {auth: {secretName: My_Secret}}                     | spec.auth.secretName               | should match
          {podManagementPolicy: Ordered}                      | spec.podManagementPolicy           | supported values
          {pod: {labels: {redisreplication.io/role: primary}}} | spec.pod.labels                   | are set by the operator: Services find the pods by them
          {pod: {labels: {app.kubernetes.io/name: x}}}        | spec.pod.labels                    | are set by the operator
          {pod: {annotations: {redisreplication.io/epoch: "9"}}} | spec.pod.annotations            | are set by the operator
          {pod: {env: [{name: POD_NAME, value: x}]}}          | spec.pod.env                       | choose others
          {pod: {env: [{name: RR_PORT, value: "1"}]}}         | spec.pod.env                       | names that start with RR_
          {pod: {terminationGracePeriodSeconds: 0}}           | spec.pod.terminationGracePeriodSeconds | should be greater than or equal to 1
          {paused: maybe}                                     | spec.paused                        | must be of type boolean
          {replica: 3}                                        | ''                                 | unknown field "spec.replica"
          {storage: {sise: 1Gi}}                              | ''                                 | unknown field "spec.storage.sise"
          {pod: {resource: {}}}                               | ''                                 | unknown field "spec.pod.resource"
          """)
  void isRefused(String spec, String field, String message, Api api) {
    Api.assertRefused(() -> api.tryCreate(api.resource("redis", spec)), field, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2fast                                              | starting with a letter
          my.redis                                           | becomes the name of Services
          a234567890123456789012345678901234567890123456-x   | 46 characters at most
          """)
  void namesAreRefused(String name, String message, Api api) {
    Api.assertRefused(() -> api.tryCreate(api.resource(name, "{}")), "", message);
  }

  @Test
  void aSpecIsRequired(Api api) {
    var without = api.resource("redis", "{}");
    without.getAdditionalProperties().remove("spec");
    Api.assertRefused(() -> api.tryCreate(without), "spec", "Required value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {replicas: 1, durability: {minReplicasToWrite: 0}}
          {storage: {size: 1073741824}}
          {storage: {size: 0.5Gi, storageClassName: "", accessModes: [ReadWriteMany]}}
          {config: {common: {save: "", maxmemory: 100mb}, primary: {save: 60 1 300 100}}}
          {config: {common: {protected-mode: "no", appendonly: "no"}}}
          {storage: {reclaimPolicy: Retain, storageClassName: "", selector: {matchLabels: {disk: redis}}}}
          {storage: {volumes: [{ordinal: 5, persistentVolumeName: pvc-64b52138}, {ordinal: 0, source: {local: {path: /disks/a}}, capacity: 1Gi, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]}}}]}}
          {storage: {volumes: [{ordinal: 0, source: {nfs: {server: s, path: /p}}, capacity: 1Gi, accessModes: [ReadWriteMany], mountOptions: [nfsvers=4.1]}, {ordinal: 1, source: {csi: {driver: d, volumeHandle: h}}, capacity: 1, storageClassName: fast, volumeMode: Filesystem}]}}
          {auth: {secretName: my.secret}}
          {pod: {labels: {app: x, app.kubernetes.io/part-of: shop}, env: [{name: TZ, value: UTC}]}}
          {storage: {ephemeral: true}, podManagementPolicy: OrderedReady}
          {failover: {enabled: false, delay: 0s, unresponsiveTimeout: 1m30s}}
          {failover: {delay: 500ms}, update: {type: OnDelete, partition: 7}}
          """)
  void isTaken(String spec, Api api) {
    assertThat(api.tryCreate(api.resource("redis", spec)).getMetadata().getName())
        .isEqualTo("redis");
  }
}
