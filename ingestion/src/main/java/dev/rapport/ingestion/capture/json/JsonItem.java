package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One JSON value out of a body.
 *
 * @param json     as parsed, decimals exact, every text valid Unicode; missing where it could not be parsed
 * @param isWhole  whether {@code json} is all of it: of an object it may be the fields that {@link JsonHeadReader} was asked
 *     for, objects in them without their fields
 * @param problem  why it could not: one sentence that names the field and the rule
 * @param repaired whether a text in it was not valid Unicode
 * @param hasRepeatedKey whether an object in it has a key twice; {@code json} has the last of them
 * @param original its bytes as sent, UTF-8
 */
public record JsonItem(
        JsonNode json,
        boolean isWhole,
        Optional<String> problem,
        boolean repaired,
        boolean hasRepeatedKey,
        ByteBuffer original) {
    /** All of it, as parsed. */
    public JsonNode tree() {
        return isWhole ? json : JsonItemReader.read(original).json();
    }

    /** Whether it is an object without fields as PHP writes it: an empty array. */
    public static boolean isEmptyArray(JsonNode node) {
        return node instanceof ArrayNode array && array.isEmpty();
    }
}
