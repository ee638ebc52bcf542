package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rapport.runtime.json.BoundedNamesFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Parses one value out of a body that is known to be JSON. What no parser takes, such as {@code 1e99999999999}, is a
 * problem of that value alone: those around it are still read. Stateless and thread-safe.
 */
public final class JsonItemReader {
    static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 1_000;

    private static final int MAX_PATH = 100;

    /** Decimals stay as written: {@code 19.90} is not 19.9, and nothing goes through floating point. */
    public static final JsonMapper JSON = JsonMapper.builder(BoundedNamesFactory.of(new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .build())))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .configure(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true)
            .build();

    private static final ObjectReader TREE = JSON.readerFor(JsonNode.class);

    /** Costs nothing until a key is repeated. */
    private static final ObjectReader STRICT = TREE.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonItemReader() {}

    /** The value at a place in a body. */
    public static JsonItem read(byte[] body, int start, int end) {
        return read(body, start, end, false);
    }

    /** A value by its bytes. */
    static JsonItem read(ByteBuffer value) {
        var start = value.arrayOffset() + value.position();
        return read(value.array(), start, start + value.remaining());
    }

    private static JsonItem read(byte[] body, int start, int end, boolean hasRepeatedKey) {
        var original = ByteBuffer.wrap(body, start, end - start).slice();
        try (var parser = JSON.createParser(body, start, end - start)) {
            try {
                JsonNode json = (hasRepeatedKey ? TREE : STRICT).readValue(parser);
                var valid = UnicodeRepair.isValid(json);
                return new JsonItem(
                        valid ? json : UnicodeRepair.repaired(json),
                        true,
                        Optional.empty(),
                        !valid,
                        hasRepeatedKey,
                        original);
            } catch (MismatchedInputException e) {
                // Only a repeated key: a tree fits every value.
                return read(body, start, end, true);
            } catch (NumberFormatException | IOException e) {
                return new JsonItem(
                        MissingNode.getInstance(), true, Optional.of(problem(parser)), false, hasRepeatedKey, original);
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail otherwise", e);
        }
    }

    /** The parser's own message may quote the value, which may be personal: only its place is named. */
    private static String problem(JsonParser parser) {
        var path = parser.getParsingContext().pathAsPointer().toString();
        var place = path.isEmpty() ? "the value" : path.length() > MAX_PATH ? path.substring(0, MAX_PATH) + "…" : path;
        return place + " cannot be read: at most " + MAX_DEPTH + " levels of nesting and numbers of at most "
                + MAX_DIGITS + " digits with an exponent below 2^31 are allowed";
    }
}
