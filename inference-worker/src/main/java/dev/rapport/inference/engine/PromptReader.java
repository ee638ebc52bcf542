package dev.rapport.inference.engine;

import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationRequest.Overflow;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads prompts for one model: their tokens, or why it cannot take them. The work is bounded by the model's
 * context, not by the prompt. Safe for use by several threads.
 */
final class PromptReader {
    /** More characters than a token has in ordinary text: this many for each token are more than enough of a prompt's end. */
    private static final int USUAL_CHARACTERS = 8;

    private final Tokenizer tokenizer;
    private final ModelShape shape;
    private final long maxBytes;

    /** The result of reading a prompt. */
    sealed interface Reading {}

    /** A prompt that fits. */
    static final class Tokens implements Reading {
        private final int[] read;
        private final int dropped;

        private Tokens(int[] read, int dropped) {
            this.read = read;
            this.dropped = dropped;
        }

        /** What the model reads, at least one; not to be changed. */
        int[] read() {
            return read;
        }

        /** Tokens left out before them; of a very long prompt only those that were counted. */
        int dropped() {
            return dropped;
        }
    }

    /** A prompt that does not fit. */
    record Unreadable(Refused refused) implements Reading {}

    PromptReader(Tokenizer tokenizer, ModelShape shape) {
        this.tokenizer = tokenizer;
        this.shape = shape;
        this.maxBytes = (long) shape.contextLength() * tokenizer.longestToken();
    }

    /** Reads the prompt of a request. */
    Reading read(GenerationRequest request) {
        return read(request.prompt(), request.settings().maxNewTokens(), request.overflow());
    }

    /** @param newTokens that will follow the prompt, at least 1 */
    Reading read(String prompt, int newTokens, Overflow overflow) {
        // The last new token is never read, so it needs no position.
        var room = (long) shape.contextLength() - newTokens + 1;
        if (overflow == Overflow.TRUNCATE_LEFT && room >= 1) {
            return end(prompt, (int) room, newTokens);
        }
        if (hasMoreBytesThan(maxBytes, prompt)) {
            return refused(
                    Refusal.PROMPT_TOO_LONG,
                    "the prompt has more than " + maxBytes + " bytes, too many for the model's context of "
                            + shape.contextLength() + " tokens",
                    0);
        }
        return fitting(tokenizer.encode(prompt), 0, newTokens);
    }

    /** The last tokens of a prompt, as many as there is room for. Of a long prompt only so much is read as is needed. */
    private Reading end(String prompt, int room, int newTokens) {
        var characters = (long) room * USUAL_CHARACTERS;
        var tokens = tokenizer.encode(last(prompt, characters));
        // One more than fit, so that the first of those is not half a word.
        while (tokens.length <= room && characters < prompt.length()) {
            characters *= 2;
            tokens = tokenizer.encode(last(prompt, characters));
        }
        var dropped = Math.max(0, tokens.length - room);
        return fitting(Arrays.copyOfRange(tokens, dropped, tokens.length), dropped, newTokens);
    }

    private Reading fitting(int[] tokens, int dropped, int newTokens) {
        if (tokens.length == 0) {
            return refused(Refusal.EMPTY_PROMPT, "the prompt is empty", 0);
        }
        if ((long) tokens.length + newTokens - 1 > shape.contextLength()) {
            return refused(
                    Refusal.PROMPT_TOO_LONG,
                    "the prompt has " + tokens.length + " tokens; with " + newTokens
                            + " new ones that is more than the model's context of " + shape.contextLength(),
                    tokens.length);
        }
        if (!Scheduler.fits(tokens.length, newTokens, shape.pageTokens(), shape.pages())) {
            return refused(
                    Refusal.CACHE_TOO_SMALL,
                    "the prompt's " + tokens.length + " tokens and " + newTokens
                            + " new ones need more than the whole cache; raise inference.batching.kv-budget",
                    tokens.length);
        }
        return new Tokens(tokens, dropped);
    }

    /** A character takes one byte at least and three at most. */
    private static boolean hasMoreBytesThan(long max, String text) {
        if (text.length() > max || 3L * text.length() <= max) {
            return text.length() > max;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > max;
    }

    /** Never from the middle of a character. */
    private static String last(String text, long characters) {
        var start = (int) Math.max(0, text.length() - characters);
        return text.substring(start > 0 && Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
    }

    private static Unreadable refused(Refusal reason, String detail, int tokens) {
        return new Unreadable(new Refused(reason, detail, tokens));
    }
}
