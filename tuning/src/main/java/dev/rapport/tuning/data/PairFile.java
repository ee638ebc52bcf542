package dev.rapport.tuning.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.runtime.value.FileFault;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs a user brings: JSON Lines of {@code {"prompt": "…", "reply": "…", "weight": 1.5}} in UTF-8; the weight may be left
 * out and is 1 then; blank lines are skipped.
 */
public final class PairFile {

    private PairFile() {}

    /**
     * Reads every pair, in file order.
     *
     * @throws BadDataException on the first line that is not a pair
     */
    public static List<Pair> read(Path file) throws IOException {
        var pairs = new ArrayList<Pair>();
        var line = 0;
        try (var lines = TextFile.open(file, BadDataException::new)) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    pairs.add(pair(text, line, file + ":" + line + ": "));
                }
            }
        } catch (MalformedInputException e) {
            throw new BadDataException(file + ":" + (line + 1) + ": not UTF-8 text");
        } catch (IOException e) {
            throw new BadDataException(FileFault.unreadable(file, e));
        }
        if (pairs.isEmpty()) {
            throw new BadDataException(file + ": no pairs in it, only blank lines or none");
        }
        return pairs;
    }

    /** What {@link #read} reads, one line a pair, each with its weight. */
    public static String text(List<Pair> pairs) {
        var text = new StringBuilder();
        for (var pair : pairs) {
            var line = Json.strict()
                    .createObjectNode()
                    .put("prompt", pair.example().prompt())
                    .put("reply", pair.example().reply())
                    .put("weight", pair.weight());
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static Pair pair(String text, int line, String where) {
        JsonNode pair;
        try {
            pair = Json.strict().readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadDataException(where + PairForm.notJson(text, e));
        }
        if (!pair.isObject()) {
            throw new BadDataException(where + PairForm.notAnObject(pair));
        }
        return new Pair(
                new Example(text(pair, "prompt", where), text(pair, "reply", where)), weight(pair, where), line);
    }

    private static double weight(JsonNode pair, String where) {
        var weight = pair.path("weight");
        if (weight.isMissingNode()) {
            return 1;
        }
        if (!weight.isNumber() || !(weight.doubleValue() > 0) || Double.isInfinite(weight.doubleValue())) {
            throw new BadDataException(where + "\"weight\" must be a positive, finite number");
        }
        return weight.doubleValue();
    }

    private static String text(JsonNode pair, String field, String where) {
        var value = pair.path(field);
        if (value.isMissingNode()) {
            throw new BadDataException(where + PairForm.missing(field, pair));
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BadDataException(where + "\"" + field + "\" must be text that is not blank");
        }
        if (value.textValue().contains(Example.END_MARK)) {
            throw new BadDataException(where + "\"" + field + "\" must not contain " + Example.END_MARK);
        }
        return value.textValue();
    }
}
