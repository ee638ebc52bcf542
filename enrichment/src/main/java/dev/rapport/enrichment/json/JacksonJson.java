package dev.rapport.enrichment.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.enrichment.step.Json;
import dev.rapport.runtime.consent.json.LenientJson;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers with a point stay decimal; what follows the object is refused. */
public final class JacksonJson implements Json {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public Map<String, @Nullable Object> read(byte[] utf8) {
        try {
            Map<String, @Nullable Object> object = mapper.readValue(utf8, OBJECT);
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
    public String write(Map<String, @Nullable Object> object) {
        try {
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }
}
