package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prompt and its reply, with what the generator knows of them.
 *
 * @param prompt   ends where the reply begins
 * @param reply    the reply in pieces; it begins with a space
 * @param language of the reply
 * @param expected values of the prompt that every good reply repeats verbatim, by field name
 */
public record GeneratedExample(String prompt, List<Piece> reply, Language language, Map<String, String> expected) {
    /**
     * A stretch of the reply.
     *
     * @param text   the characters
     * @param copied whether they repeat a value of the prompt
     */
    public record Piece(String text, boolean copied) {}

    public GeneratedExample {
        reply = List.copyOf(reply);
        expected = Map.copyOf(expected);
    }

    /** Prompt and reply as they are trained on. */
    public Example example() {
        return new Example(prompt, replyText());
    }

    /** The whole reply, without the end marker. */
    public String replyText() {
        return reply.stream().map(Piece::text).collect(Collectors.joining());
    }
}
