package dev.rapport.tuning.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.tuning.corpus.Example.Piece;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pairs a user brings: JSON Lines of {@code {"prompt": "…", "reply": "…"}} in UTF-8; blank lines are skipped. */
public final class PairFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END_MARK = "<|endoftext|>";

    private PairFile() {}

    /**
     * Reads every pair, in file order.
     *
     * @throws BadDataException on the first line that is no pair
     */
    public static List<Example> read(Path file) throws IOException {
        var examples = new ArrayList<Example>();
        var line = 0;
        try (var lines = Files.newBufferedReader(file)) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    examples.add(example(text, file + ":" + line + ": "));
                }
            }
        } catch (MalformedInputException e) {
            throw new BadDataException(file + ":" + (line + 1) + ": not UTF-8 text");
        }
        if (examples.isEmpty()) {
            throw new BadDataException(file + ": no pairs in it");
        }
        return examples;
    }

    private static Example example(String text, String where) {
        JsonNode pair;
        try {
            pair = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadDataException(where + "not JSON: " + e.getOriginalMessage());
        }
        if (!pair.isObject()) {
            throw new BadDataException(where + "not a JSON object");
        }
        var prompt = text(pair, "prompt", where);
        var reply = new Piece(text(pair, "reply", where), false);
        return new Example(prompt, List.of(reply), Language.ENGLISH, Map.of());
    }

    private static String text(JsonNode pair, String field, String where) {
        var value = pair.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BadDataException(where + "\"" + field + "\" must be text that is not blank");
        }
        if (value.textValue().contains(END_MARK)) {
            throw new BadDataException(where + "\"" + field + "\" must not contain " + END_MARK);
        }
        return value.textValue();
    }
}
