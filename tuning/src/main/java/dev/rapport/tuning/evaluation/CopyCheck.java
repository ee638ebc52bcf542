package dev.rapport.tuning.evaluation;

import dev.rapport.tuning.corpus.Example;

/** Whether a value of the prompt stands in a reply, whole and unchanged. */
final class CopyCheck {
    private CopyCheck() {}

    /** Verbatim, and not as part of a longer word or number. */
    static boolean contains(String reply, String value) {
        for (var at = reply.indexOf(value); at >= 0; at = reply.indexOf(value, at + 1)) {
            if (!joins(reply, at - 1, at) && !joins(reply, at + value.length() - 1, at + value.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether every value that the reference reply repeats is in this one too. */
    static boolean complete(Example example, String reply) {
        return example.expected().entrySet().stream()
                .filter(value -> !value.getKey().equals("brand"))
                .allMatch(value -> contains(reply, value.getValue()));
    }

    private static boolean joins(String text, int left, int right) {
        return left >= 0 && right < text.length() && alike(text.charAt(left)) && alike(text.charAt(right));
    }

    private static boolean alike(char c) {
        return Character.isLetterOrDigit(c) && c < 0x2E80;
    }
}
