package io.redisreplication.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.redisreplication.api.v1beta1.RedisReplication;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pod template and what it was made from, noted on the StatefulSet. An operator that would make
 * another one of the same spec keeps the one that is noted, so its upgrade restarts no pod.
 */
record PodTemplate(PodTemplateSpec pod, Map<String, String> notes) {
  /** Hash of the spec that the template was made from. */
  static final String MADE_FROM = "redisreplication.io/template-made-from";

  /** The template as it was made, without what the API server fills in. */
  static final String TEMPLATE = "redisreplication.io/template";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  static PodTemplate of(RedisReplication rr, Optional<StatefulSet> existing) {
    var madeFrom = madeFrom(rr);
    return existing
        .map(s -> s.getMetadata().getAnnotations())
        .filter(notes -> madeFrom.equals(notes.get(MADE_FROM)) && notes.containsKey(TEMPLATE))
        .map(notes -> noted(madeFrom, notes.get(TEMPLATE)))
        .orElseGet(() -> noted(madeFrom, json(DesiredPod.of(rr))));
  }

  private static PodTemplate noted(String madeFrom, String template) {
    var notes = new TreeMap<>(Map.of(MADE_FROM, madeFrom, TEMPLATE, template));
    return new PodTemplate(parse(template), notes);
  }

  /** Every field that {@link DesiredPod} reads. */
  private static String madeFrom(RedisReplication rr) {
    var spec = rr.getSpec();
    var read =
        Stream.of(
            spec.image(),
            spec.pod(),
            spec.auth(),
            spec.storage().ephemeral(),
            spec.storage().claimTemplateName());
    var text =
        Stream.concat(read, Effective.ownVolumes(rr) ? Stream.of(ClaimSpec.of(rr)) : Stream.of())
            .map(PodTemplate::json)
            .collect(Collectors.joining("\n"));
    return HexFormat.of().formatHex(sha256(text), 0, 8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PodTemplateSpec parse(String json) {
    try {
      return JSON.readValue(json, PodTemplateSpec.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
