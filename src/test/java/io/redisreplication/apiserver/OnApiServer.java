package io.redisreplication.apiserver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test against the API server of KUBECONFIG; it is handed an {@link Api}. */
@Tag("apiserver")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(OnApiServer.OneForAll.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnApiServer {
  /** One namespace for all test classes. */
  final class OneForAll implements ParameterResolver {
    private static Api shared;

    @Override
    public boolean supportsParameter(ParameterContext p, ExtensionContext c) {
      return p.getParameter().getType() == Api.class;
    }

    @Override
    public synchronized Object resolveParameter(ParameterContext p, ExtensionContext c) {
      shared = shared == null ? new Api() : shared;
      return shared;
    }
  }
}
