package dev.rapport.ingestion.capture.cloudevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.ingestion.capture.json.JsonBody;
import dev.rapport.ingestion.capture.json.JsonItem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of a CloudEvent as JSON.
 *
 * @param json     what it is or stands for; null where there is none
 * @param isBinary whether {@code json} is Base64 of bytes that are neither JSON nor text
 * @param repaired whether a text in it was not valid Unicode
 * @param hasRepeatedKey whether an object in it has a key twice
 * @param problem  why it cannot be read: one sentence
 */
record EventData(
        @Nullable JsonNode json, boolean isBinary, boolean repaired, boolean hasRepeatedKey, Optional<String> problem) {
    static final EventData NONE = of(null);

    /** Data that is JSON already. */
    static EventData of(@Nullable JsonNode json) {
        return new EventData(json == null || json.isNull() ? null : json, false, false, false, Optional.empty());
    }

    static EventData broken(String problem) {
        return new EventData(null, false, false, false, Optional.of(problem));
    }

    /** Data as bytes. Without a content type nothing is assumed of them, not even that they are JSON. */
    static EventData of(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return NONE;
        }
        var media = MediaType.of(contentType);
        if (media.isJson()) {
            return json(utf8(bytes, media.charsetOrUtf8()));
        }
        return (media.isText() ? text(bytes, media.charsetOrUtf8()) : Optional.<String>empty())
                .map(text -> of(JsonNodeFactory.instance.textNode(text)))
                .orElseGet(() -> binary(bytes));
    }

    private static EventData json(byte[] utf8) {
        try {
            JsonItem item = JsonBody.value(utf8);
            var broken = item.problem().map(problem -> "data: " + problem);
            return new EventData(
                    item.json().isNull() || broken.isPresent() ? null : item.json(),
                    false,
                    item.repaired(),
                    item.hasRepeatedKey(),
                    broken);
        } catch (JsonProcessingException e) {
            return broken("data must be JSON, as its content type says" + JsonBody.place(e));
        }
    }

    private static EventData binary(byte[] bytes) {
        var base64 = JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(bytes));
        return new EventData(base64, true, false, false, Optional.empty());
    }

    /** JSON in another charset, as UTF-8. */
    static byte[] utf8(byte[] bytes, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? bytes
                : new String(bytes, charset).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            // It is not what it says: kept as bytes.
            return Optional.empty();
        }
    }
}
