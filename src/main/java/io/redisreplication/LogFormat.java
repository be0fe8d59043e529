package io.redisreplication;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** For whom the log is written. */
public enum LogFormat {
  /** People: {@code quarkus.log.console.format}. */
  HUMAN,

  /** What collects logs: {@link JsonLines}. */
  JSON;

  /** Before anything else of the operator says something. */
  @Singleton
  static class Choice {
    void choose(
        @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE - 1) StartupEvent event,
        OperatorConfig config) {
      if (config.logFormat() == JSON) {
        for (var handler : InitialConfigurator.DELAYED_HANDLER.getHandlers()) {
          handler.setFormatter(new JsonLines());
        }
      }
    }
  }
}
