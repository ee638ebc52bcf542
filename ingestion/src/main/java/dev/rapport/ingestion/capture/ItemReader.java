package dev.rapport.ingestion.capture;

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
import dev.rapport.ingestion.capture.Submission.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Parses one value out of a body that is known to be JSON. What no parser can take, such as {@code 1e99999999999}, is a
 * problem of that value alone: those around it are read all the same. Stateless and thread-safe.
 */
final class ItemReader {
    static final int MAX_DEPTH = 100;
    static final int MAX_DIGITS = 1_000;

    private static final int MAX_PATH = 100;

    /** Decimals stay as written: {@code 19.90} is not 19.9, and nothing goes through floating point. */
    static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .configure(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true)
            .build();

    private static final ObjectReader TREE = JSON.readerFor(JsonNode.class);

    /** Costs nothing until a key is doubled. */
    private static final ObjectReader STRICT = TREE.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private ItemReader() {}

    /** The value at a place in a body. */
    static Item read(byte[] body, int start, int end) {
        return read(body, start, end, false);
    }

    private static Item read(byte[] body, int start, int end, boolean doubled) {
        var original = ByteBuffer.wrap(body, start, end - start).slice();
        try (var parser = JSON.createParser(body, start, end - start)) {
            try {
                JsonNode json = (doubled ? TREE : STRICT).readValue(parser);
                var valid = UnicodeRepair.isValid(json);
                return new Item(
                        valid ? json : UnicodeRepair.repaired(json), Optional.empty(), !valid, doubled, original);
            } catch (MismatchedInputException e) {
                // Nothing else than a doubled key: a tree fits every value.
                return read(body, start, end, true);
            } catch (NumberFormatException | IOException e) {
                return new Item(MissingNode.getInstance(), Optional.of(problem(parser)), false, doubled, original);
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail otherwise", e);
        }
    }

    /** The parser's own message may quote the value, which may be personal: only its place is told. */
    private static String problem(JsonParser parser) {
        var path = parser.getParsingContext().pathAsPointer().toString();
        var place = path.isEmpty() ? "the value" : path.length() > MAX_PATH ? path.substring(0, MAX_PATH) + "…" : path;
        return place + " cannot be read: at most " + MAX_DEPTH + " levels of nesting and numbers of at most "
                + MAX_DIGITS + " digits with an exponent below 2^31 are allowed";
    }
}
