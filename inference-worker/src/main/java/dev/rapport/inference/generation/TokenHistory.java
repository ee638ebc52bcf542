package dev.rapport.inference.generation;

import java.util.Arrays;

/** The tokens of a prompt and of the text so far. */
final class TokenHistory {
    private int[] tokens;
    private int size;

    TokenHistory(int[] prompt) {
        tokens = Arrays.copyOf(prompt, prompt.length + 64);
        size = prompt.length;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return tokens[index];
    }

    void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
    }

    /** Whether the newest tokens are the first ones of a run. */
    boolean endsWith(int[] run, int length) {
        return length <= size && Arrays.equals(tokens, size - length, size, run, 0, length);
    }

    /** Whether the runs of some length at two starts are equal. */
    boolean repeats(int start, int other, int length) {
        return Arrays.equals(tokens, start, start + length, tokens, other, other + length);
    }
}
