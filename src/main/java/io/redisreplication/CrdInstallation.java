package io.redisreplication;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.redisreplication.act.Refusals;
import io.redisreplication.desired.Labels;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the CRD when the command line asks for it, for an operator on somebody's machine. An
 * installed operator has no right to.
 */
@Singleton
class CrdInstallation {
  private static final Logger LOG = LoggerFactory.getLogger(CrdInstallation.class);
  private static final int ESTABLISHED_WITHIN_SECONDS = 30;

  private final KubernetesClient client;
  private final boolean wanted;

  CrdInstallation(KubernetesClient client, @CommandLineArguments String[] arguments) {
    this.client = client;
    this.wanted = List.of(arguments).contains(CommandLine.INSTALL_CRD);
  }

  /**
   * The SDK starts the operator at {@code LIBRARY_AFTER}. An exception here ends the process, but
   * not a PreventFurtherStepsException: after that one Quarkus waits for ever.
   */
  void beforeTheOperatorStarts(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    if (!wanted) {
      return;
    }
    LOG.info("applying the CRD to {}", client.getMasterUrl());
    try {
      apply();
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(explanation(e));
    }
  }

  private void apply() {
    try (var yaml = CrdInstallation.class.getResourceAsStream("/crd.yaml")) {
      var crd = client.apiextensions().v1().customResourceDefinitions().load(yaml);
      crd.fieldManager(Labels.OPERATOR).forceConflicts().serverSideApply();
      crd.waitUntilCondition(
          CrdInstallation::established, ESTABLISHED_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("crd.yaml cannot be read", e);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return crd.getStatus() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static String explanation(KubernetesClientException e) {
    var cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
    var said = "the CRD was not applied: " + Refusals.words(e) + cause;
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? said
            + "\nA cluster-admin can do it: kubectl apply --server-side -f install/crd/install.yaml"
            + "\nThen start the operator without "
            + CommandLine.INSTALL_CRD
            + "."
        : said;
  }
}
