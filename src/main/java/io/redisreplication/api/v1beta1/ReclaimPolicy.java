package io.redisreplication.api.v1beta1;

/** What is to happen to the volume behind a claim when the claim is deleted. */
public enum ReclaimPolicy {
  /** The volume and its data stay. */
  Retain,
  /** What the volume was made with; often its data goes. */
  AsIs
}
