package io.redisreplication.api.v1beta1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The password, always from a Secret. */
@ValidationRule(
    value = "!(has(self.secretName) && has(self.enabled) && !self.enabled)",
    fieldPath = ".secretName",
    message = "secretName and enabled: false exclude each other: remove one of them")
@ValidationRule(
    value =
        "(!has(self.enabled) || !has(oldSelf.enabled) || self.enabled == oldSelf.enabled) && has(self.secretName) == has(oldSelf.secretName) && (!has(self.secretName) || self.secretName == oldSelf.secretName)",
    message =
        "auth cannot change on an existing set: delete the resource (claims are kept) and apply it again")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Auth(
    @JsonPropertyDescription(
            "false: no password, everybody who reaches the port may do everything.")
        @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "Secret of the same namespace with the password under the key 'password'. Not set: the operator makes NAME-auth with a random one.")
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        String secretName) {}
