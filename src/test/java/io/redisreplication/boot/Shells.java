package io.redisreplication.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a test with each {@code /bin/sh} that Redis images have: Debian's and Alpine's. */
@ParameterizedTest
@ValueSource(strings = {"dash", "busybox ash"})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Shells {}
