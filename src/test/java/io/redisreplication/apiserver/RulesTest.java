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
