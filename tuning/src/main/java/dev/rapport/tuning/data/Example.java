package dev.rapport.tuning.data;

import java.util.List;

/**
 * A prompt and the reply to learn.
 *
 * @param prompt ends where the reply begins
 * @param reply  the reply in pieces; it begins with a space when the prompt does not end with white space
 */
public record Example(String prompt, List<Piece> reply) {
    /**
     * A stretch of the reply.
     *
     * @param text   the characters
     * @param copied whether they repeat a value of the prompt
     */
    public record Piece(String text, boolean copied) {}

    public Example {
        reply = List.copyOf(reply);
    }

    /** The whole reply, without the end marker. */
    public String replyText() {
        var text = new StringBuilder();
        reply.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
