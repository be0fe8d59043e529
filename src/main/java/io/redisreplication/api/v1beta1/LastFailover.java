package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The last change of primary. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LastFailover(
    @JsonPropertyDescription(
            "Failover (the primary was lost), Switchover (it handed over, nothing was lost), Bootstrap (the first one), or Unknown when the operator was restarted meanwhile.")
        String kind,
    @JsonPropertyDescription("Number of the epoch that began with it.") Integer epoch,
    @JsonPropertyDescription("Pod that was primary before.") String from,
    @JsonPropertyDescription("Pod that became primary.") String to,
    @JsonPropertyDescription("Why.") String reason,
    @JsonPropertyDescription(
            "When the loss was seen, or the hand-over decided: UTC, with milliseconds.")
        String detectedAt,
    @JsonPropertyDescription("When the new primary was master.") String promotedAt,
    @JsonPropertyDescription("When the operator saw it serve with an open Service.")
        String writableAt,
    @JsonPropertyDescription(
            "Bytes of the replication stream that only the former primary had; not set when unknown.")
        Long lostBytes,
    @JsonPropertyDescription("Where writes that only the former primary had are kept.")
        String keptAt) {}
