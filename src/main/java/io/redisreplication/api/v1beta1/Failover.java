package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** When another member takes over from a primary that fails. */
@ValidationRule(
    value = "!has(self.delay) || duration(self.delay) <= duration('1h')",
    fieldPath = ".delay",
    message = "delay may be 1h at most; to switch failover off, set enabled to false")
@ValidationRule(
    value =
        "!has(self.unresponsiveTimeout) || duration(self.unresponsiveTimeout) >= duration('1s') && duration(self.unresponsiveTimeout) <= duration('1h')",
    fieldPath = ".unresponsiveTimeout",
    message =
        "unresponsiveTimeout must be between 1s and 1h: each question to Redis takes up to 1s")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failover(
    @JsonPropertyDescription(
            "false: no other member takes over; the set waits for its primary to come back. Switchovers still work.")
        @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "How long the primary must not have served, for example 2s or 500ms, before another member takes over. Lets a restart of its container win, which loses nothing. A pod that is deleted is not waited for.")
        @Default("2s")
        @Pattern("^([0-9]+(ms|s|m|h))+$")
        @Size(max = 16)
        String delay,
    @JsonPropertyDescription(
            "The same for a primary that takes connections and does not answer (a busy script, swap). Longer than your longest script.")
        @Default("10s")
        @Pattern("^([0-9]+(ms|s|m|h))+$")
        @Size(max = 16)
        String unresponsiveTimeout) {}
