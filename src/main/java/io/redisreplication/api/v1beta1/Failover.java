package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** When another member takes over from a primary that fails. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failover(
    @JsonPropertyDescription(
            "false: no other member takes over; the set waits for its primary to come back. Switchovers still work.")
        @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "How long the primary must not have served, for example 2s or 500ms. Lets a restart of its container win, which loses nothing.")
        @Default("2s")
        @Pattern("^([0-9]+(ms|s|m|h))+$")
        String delay,
    @JsonPropertyDescription(
            "The same for a primary that takes connections and does not answer (a busy script, swap).")
        @Default("10s")
        @Pattern("^([0-9]+(ms|s|m|h))+$")
        String unresponsiveTimeout) {}
