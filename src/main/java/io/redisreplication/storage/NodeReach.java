package io.redisreplication.storage;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.redisreplication.storage.Step.Refuse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a pod can run where the disk is. */
final class NodeReach {
  private NodeReach() {}

  /** Nodes matter only to a volume that is not on all of them. */
  static boolean limited(PersistentVolume volume) {
    return terms(volume).findAny().isPresent();
  }

  static Optional<Step> refusal(Wanted w, Found f, PersistentVolume volume) {
    if (!limited(volume)) {
      return Optional.empty();
    }
    var near = f.nodes().stream().filter(n -> terms(volume).anyMatch(t -> matches(t, n))).toList();
    var open = near.stream().filter(n -> !Boolean.TRUE.equals(n.getSpec().getUnschedulable()));
    var selected = open.filter(n -> labels(n).entrySet().containsAll(selector(w).entrySet()));
    if (selected.findAny().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Refuse(
            "NoNodeForVolume",
            "PersistentVolume %s can be used only on nodes with %s: %s"
                .formatted(
                    volume.getMetadata().getName(),
                    terms(volume).map(NodeReach::words).collect(joining(" or ")),
                    near.isEmpty() ? "there is none" : why(w, near))));
  }

  private static String why(Wanted w, List<Node> near) {
    var names = near.stream().map(n -> n.getMetadata().getName()).collect(joining(", "));
    return near.stream().allMatch(n -> Boolean.TRUE.equals(n.getSpec().getUnschedulable()))
        ? names + " is cordoned: uncordon it"
        : names + " does not fit spec.pod.nodeSelector " + selector(w);
  }

  private static Map<String, String> selector(Wanted w) {
    var pod = w.rr().getSpec().pod();
    return pod == null || pod.nodeSelector() == null ? Map.of() : pod.nodeSelector();
  }

  private static Stream<NodeSelectorTerm> terms(PersistentVolume volume) {
    return Stream.ofNullable(volume.getSpec().getNodeAffinity())
        .map(VolumeNodeAffinity::getRequired)
        .flatMap(Stream::ofNullable)
        .flatMap(s -> s.getNodeSelectorTerms().stream());
  }

  /** A term without requirements matches no node. */
  private static boolean matches(NodeSelectorTerm term, Node node) {
    var fields = Map.of("metadata.name", node.getMetadata().getName());
    return !(term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty())
        && term.getMatchExpressions().stream().allMatch(r -> matches(r, labels(node)))
        && term.getMatchFields().stream().allMatch(r -> matches(r, fields));
  }

  private static boolean matches(NodeSelectorRequirement r, Map<String, String> labels) {
    var value = labels.get(r.getKey());
    return switch (r.getOperator()) {
      case "In" -> value != null && r.getValues().contains(value);
      case "NotIn" -> value == null || !r.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> number(value) && Long.parseLong(value) > Long.parseLong(r.getValues().get(0));
      case "Lt" -> number(value) && Long.parseLong(value) < Long.parseLong(r.getValues().get(0));
      default -> false;
    };
  }

  private static boolean number(String value) {
    return value != null && value.matches("-?\\d{1,18}");
  }

  private static Map<String, String> labels(Node node) {
    var labels = node.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private static String words(NodeSelectorTerm term) {
    return Stream.concat(term.getMatchExpressions().stream(), term.getMatchFields().stream())
        .map(
            r ->
                "%s %s %s"
                    .formatted(r.getKey(), r.getOperator(), String.join(", ", r.getValues()))
                    .strip())
        .collect(joining(" and "));
  }
}
