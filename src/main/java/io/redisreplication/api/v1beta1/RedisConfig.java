package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Directives of redis.conf by role. A role's directive wins over a common one. */
@ValidationRule(
    value = "!has(self.common) || self.common.all(k, k.matches('^[a-z][a-z0-9-]*$'))",
    fieldPath = ".common",
    messageExpression =
        "'write directive \"' + self.common.filter(k, !k.matches('^[a-z][a-z0-9-]*$'))[0] + '\" in lower case, as in redis.conf'")
@ValidationRule(
    value = "!has(self.common) || self.common.all(k, !(k in " + RedisConfig.OWNED + "))",
    fieldPath = ".common",
    messageExpression =
        "'directive ' + self.common.filter(k, k in "
            + RedisConfig.OWNED
            + ")[0] + ' is set by the operator: remove it'")
@ValidationRule(
    value =
        "!has(self.common) || !('protected-mode' in self.common) || self.common['protected-mode'] == 'no'",
    fieldPath = ".common",
    message =
        "protected-mode must be no: it would shut out the replicas and the operator; use a NetworkPolicy")
@ValidationRule(
    value = "!has(self.primary) || self.primary.all(k, k.matches('^[a-z][a-z0-9-]*$'))",
    fieldPath = ".primary",
    messageExpression =
        "'write directive \"' + self.primary.filter(k, !k.matches('^[a-z][a-z0-9-]*$'))[0] + '\" in lower case, as in redis.conf'")
@ValidationRule(
    value = "!has(self.primary) || self.primary.all(k, !(k in " + RedisConfig.OWNED + "))",
    fieldPath = ".primary",
    messageExpression =
        "'directive ' + self.primary.filter(k, k in "
            + RedisConfig.OWNED
            + ")[0] + ' is set by the operator: remove it'")
@ValidationRule(
    value =
        "!has(self.primary) || !('protected-mode' in self.primary) || self.primary['protected-mode'] == 'no'",
    fieldPath = ".primary",
    message =
        "protected-mode must be no: it would shut out the replicas and the operator; use a NetworkPolicy")
@ValidationRule(
    value = "!has(self.replica) || self.replica.all(k, k.matches('^[a-z][a-z0-9-]*$'))",
    fieldPath = ".replica",
    messageExpression =
        "'write directive \"' + self.replica.filter(k, !k.matches('^[a-z][a-z0-9-]*$'))[0] + '\" in lower case, as in redis.conf'")
@ValidationRule(
    value = "!has(self.replica) || self.replica.all(k, !(k in " + RedisConfig.OWNED + "))",
    fieldPath = ".replica",
    messageExpression =
        "'directive ' + self.replica.filter(k, k in "
            + RedisConfig.OWNED
            + ")[0] + ' is set by the operator: remove it'")
@ValidationRule(
    value =
        "!has(self.replica) || !('protected-mode' in self.replica) || self.replica['protected-mode'] == 'no'",
    fieldPath = ".replica",
    message =
        "protected-mode must be no: it would shut out the replicas and the operator; use a NetworkPolicy")
@ValidationRule(
    value =
        "!has(self.common) || self.common.all(k, !self.common[k].contains('\\n') && !self.common[k].contains('\\r'))",
    fieldPath = ".common",
    message = "a value must be on one line: a second line would be a directive of its own")
@ValidationRule(
    value =
        "!has(self.primary) || self.primary.all(k, !self.primary[k].contains('\\n') && !self.primary[k].contains('\\r'))",
    fieldPath = ".primary",
    message = "a value must be on one line: a second line would be a directive of its own")
@ValidationRule(
    value =
        "!has(self.replica) || self.replica.all(k, !self.replica[k].contains('\\n') && !self.replica[k].contains('\\r'))",
    fieldPath = ".replica",
    message = "a value must be on one line: a second line would be a directive of its own")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedisConfig(
    @JsonPropertyDescription(
            "Directives of every pod, by name, e.g. maxmemory-policy: noeviction. Values are as in redis.conf.")
        @Size(max = 256)
        Map<String, String> common,
    @JsonPropertyDescription("Directives of the pod that is the primary.") @Size(max = 256)
        Map<String, String> primary,
    @JsonPropertyDescription("Directives of the pods that are replicas.") @Size(max = 256)
        Map<String, String> replica) {

  /** CEL list of the directives that roles, replication and the place of the data depend on. */
  static final String OWNED =
      "['replicaof','slaveof','dir','dbfilename','port',"
          + "'bind','appenddirname','requirepass','masterauth','masteruser',"
          + "'rename-command','min-replicas-to-write','min-replicas-max-lag','min-slaves-to-write','min-slaves-max-lag',"
          + "'replica-announce-ip','replica-announce-port','repl-diskless-load','repl-ping-replica-period','replica-serve-stale-data',"
          + "'slave-serve-stale-data','repl-diskless-sync-delay','daemonize','include','appendfilename',"
          + "'replica-read-only','slave-read-only','cluster-enabled','shutdown-on-sigterm']";
}
