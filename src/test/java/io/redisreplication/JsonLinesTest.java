package io.redisreplication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private final JsonLines lines = new JsonLines();

  private JsonNode read(ExtLogRecord event) throws Exception {
    var text = lines.format(event);
    assertThat(text).endsWith("\n").hasLineCount(1);
    return new ObjectMapper().readTree(text);
  }

  private static ExtLogRecord event(String message) {
    var event = new ExtLogRecord(Level.WARN, message, "java.util.logging.Logger");
    event.setLoggerName("io.redisreplication.act.Actor");
    return event;
  }

  @Test
  void anEventIsOneLineWhateverItSays() throws Exception {
    var json = read(event("demo/redis: \"redis-1\"\nis the primary"));
    assertThat(json.get("message").asText()).isEqualTo("demo/redis: \"redis-1\"\nis the primary");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("loggerName").asText()).isEqualTo("io.redisreplication.act.Actor");
    assertThat(json.get("timestamp").asText()).startsWith("20");
    assertThat(json.get("processId").isNumber()).isTrue();
  }

  @Test
  void itsException() throws Exception {
    var failed = event("failed");
    failed.setThrown(new IllegalStateException("no answer", new RuntimeException("reset")));
    assertThat(read(failed).get("stackTrace").asText())
        .contains("IllegalStateException: no answer", "Caused by", "JsonLinesTest");
  }

  @Test
  void itsContext() throws Exception {
    var event = event("looked");
    event.setMdc(Map.of("resource.name", "redis"));
    assertThat(read(event).at("/mdc/resource.name").asText()).isEqualTo("redis");
  }
}
