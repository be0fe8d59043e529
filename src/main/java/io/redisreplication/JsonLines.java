package io.redisreplication;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jboss.logmanager.formatters.StructuredFormatter;

/**
 * Each event of the log as a JSON object on a line of its own: timestamp, level, loggerName,
 * message, stackTrace and more, by the names of JBoss Log Manager. Its own formatter of this kind
 * does not see the JSON library of a packaged application.
 */
final class JsonLines extends StructuredFormatter {
  private final JsonFactory json = new JsonFactory();

  JsonLines() {
    setExceptionOutputType(ExceptionOutputType.FORMATTED);
  }

  @Override
  protected Generator createGenerator(Writer writer) throws IOException {
    return new Fields(json.createGenerator(writer));
  }

  private record Fields(JsonGenerator json) implements Generator {
    @Override
    public Generator begin() throws IOException {
      json.writeStartObject();
      return this;
    }

    @Override
    public Generator add(String key, int value) throws IOException {
      json.writeNumberField(key, value);
      return this;
    }

    @Override
    public Generator add(String key, long value) throws IOException {
      json.writeNumberField(key, value);
      return this;
    }

    @Override
    public Generator add(String key, String value) throws IOException {
      json.writeStringField(key, value);
      return this;
    }

    @Override
    public Generator add(String key, Map<String, ?> values) throws IOException {
      json.writeObjectFieldStart(key);
      for (var entry : values.entrySet()) {
        json.writeStringField(entry.getKey(), String.valueOf(entry.getValue()));
      }
      json.writeEndObject();
      return this;
    }

    @Override
    public Generator startObject(String key) throws IOException {
      json.writeObjectFieldStart(key);
      return this;
    }

    @Override
    public Generator endObject() throws IOException {
      json.writeEndObject();
      return this;
    }

    @Override
    public Generator end() throws IOException {
      json.writeEndObject();
      json.close();
      return this;
    }
  }
}
