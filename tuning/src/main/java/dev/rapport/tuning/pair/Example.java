package dev.rapport.tuning.pair;

import java.util.stream.Stream;

/**
 * A prompt and the reply to learn.
 *
 * @param prompt ends where the reply begins
 * @param reply  without the end marker; it begins with a space when the prompt does not end with white space
 */
public record Example(String prompt, String reply) {
    /** What a model writes after a reply; no text holds it. */
    public static final String END_MARK = "<|endoftext|>";

    /** Whether these texts can be learned and read again: neither is blank or holds the end marker. */
    public static boolean isUsable(String prompt, String reply) {
        return Stream.of(prompt, reply).noneMatch(text -> text.isBlank() || text.contains(END_MARK));
    }
}
