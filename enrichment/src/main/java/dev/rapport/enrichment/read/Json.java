package dev.rapport.enrichment.read;

import dev.rapport.enrichment.state.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as maps in the order written: {@code Map}, {@code List}, {@code String}, {@code Boolean}, null, whole
 * numbers as {@code Integer}, {@code Long} or {@code BigInteger}, others as {@code BigDecimal}. Thread-safe.
 */
public interface Json {
    /**
     * Reads one object in UTF-8.
     *
     * @throws IllegalArgumentException when the bytes are not one JSON object
     */
    Map<String, @Nullable Object> read(byte[] utf8);

    /** Reads what can be read of an object, whatever its bytes are; see {@code LenientJson}. */
    Map<String, @Nullable Object> readLeniently(byte[] utf8);

    /** Reads what can be read of the value that a text holds; null where that is nothing. */
    @Nullable Object readLeniently(String text);

    /** Reads one value of any kind, as {@link #write} wrote it; null for JSON null. */
    default @Nullable Object value(String json) {
        return read(("{\"value\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .get("value");
    }

    /** Writes a value that was read, keys in the order of their map. */
    String write(Object value);

    /** Writes one object of these properties, in their order. */
    String object(List<Property> properties);
}
