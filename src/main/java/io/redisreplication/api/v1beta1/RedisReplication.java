package io.redisreplication.api.v1beta1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One Redis primary and its replicas on a StatefulSet. */
@Group("redisreplication.io")
@Version("v1beta1")
@Kind("RedisReplication")
@Plural("redisreplications")
@ShortNames("rr")
@Categories("all")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(name = "Primary", jsonPath = ".status.primary")
@AdditionalPrinterColumn(
    name = "Replicas",
    jsonPath = ".spec.replicas",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Epoch",
    jsonPath = ".status.epoch",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image", priority = 1)
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "metadata.name becomes the name of Services: use lower-case letters, digits and '-', starting with a letter")
@ValidationRule(
    value = "size(self.metadata.name) <= 46",
    message =
        "metadata.name may have 46 characters at most: names of pods, Services and revisions are made from it")
public class RedisReplication extends CustomResource<RedisReplicationSpec, RedisReplicationStatus>
    implements Namespaced {
  @Override
  @Required
  public RedisReplicationSpec getSpec() {
    return super.getSpec();
  }
}
