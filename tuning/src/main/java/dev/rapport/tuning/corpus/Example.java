package dev.rapport.tuning.corpus;

import java.util.List;
import java.util.Map;

/**
 * A prompt and the reply to learn.
 *
 * @param prompt   ends where the reply begins
 * @param reply    the reply in pieces; it begins with a space when it was generated
 * @param language of the reply
 * @param expected values of the prompt that every good reply repeats verbatim, by field name
 */
public record Example(String prompt, List<Piece> reply, Language language, Map<String, String> expected) {
    /**
     * A stretch of the reply.
     *
     * @param text   the characters
     * @param copied whether they repeat a value of the prompt
     */
    public record Piece(String text, boolean copied) {}

    public Example {
        reply = List.copyOf(reply);
        expected = Map.copyOf(expected);
    }

    /** The whole reply, without the end marker. */
    public String replyText() {
        var text = new StringBuilder();
        reply.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
