package io.redisreplication.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests on the cluster, in a namespace of its own. Others run beside it, unless it is
 * {@code @Isolated}: what stops the operator, a node, or counts requests.
 */
@Tag("e2e")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Scenario {}
