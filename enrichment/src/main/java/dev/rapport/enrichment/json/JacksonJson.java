package dev.rapport.enrichment.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.json.BoundedNamesFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers with a point stay decimal; what follows the object is refused. */
public final class JacksonJson implements Json {
    private final ObjectMapper mapper = JsonMapper.builder(BoundedNamesFactory.of(new JsonFactoryBuilder()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final ObjectReader objects = mapper.readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    @Override
    public Map<String, @Nullable Object> read(byte[] utf8) {
        try {
            Map<String, @Nullable Object> object = objects.readValue(utf8);
            if (object == null) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    @Override
    public Map<String, @Nullable Object> readLeniently(byte[] utf8) {
        return LenientJson.object(utf8);
    }

    @Override
    public @Nullable Object readLeniently(String text) {
        return LenientJson.ofText(text);
    }

    @Override
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    @Override
    public String object(List<Property> properties) {
        if (properties.isEmpty()) {
            return "{}";
        }
        var factory = mapper.getFactory();
        var text = new StringWriter();
        try (var out = factory.createGenerator(text)) {
            out.writeStartObject();
            for (var property : properties) {
                out.writeFieldName(property.getName());
                if (property.getKind() == PropertyKind.TEXT) {
                    out.writeString(property.getText());
                } else {
                    out.writeRawValue(property.getText());
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
