package dev.rapport.inference.model;

import dev.rapport.inference.generation.TokenChoice;
import java.util.List;

/**
 * What a model reads in one step, and which tokens it chooses after it. A row is a sequence of this step: first those that
 * decode, then the chunks, in order.
 *
 * @param copies pages to copy before anything is read
 * @param decoding sequences whose earlier positions are in the cache
 * @param chunks parts of prompts
 * @param choices tokens to choose, in any order; several may follow one row
 * @param wantedLogits the first so many choices want the logits themselves, too
 */
public record StepInput(
        List<PageCopy> copies,
        List<DecodeToken> decoding,
        List<PromptChunk> chunks,
        List<TokenChoice> choices,
        int wantedLogits) {
    public StepInput {
        copies = List.copyOf(copies);
        decoding = List.copyOf(decoding);
        chunks = List.copyOf(chunks);
        choices = List.copyOf(choices);
        if (wantedLogits < 0 || wantedLogits > choices.size()) {
            throw new IllegalArgumentException("wantedLogits must be 0 to the number of choices, is " + wantedLogits);
        }
    }

    /** Rows of this step. */
    public int rows() {
        return decoding.size() + chunks.size();
    }

    /** A page whose content another one gets. */
    public record PageCopy(int from, int to) {}

    /**
     * The newest token of a sequence.
     *
     * @param token the token
     * @param position its position, counted from 0
     * @param pages pages of the sequence in order, enough to hold the position
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one step; a list would box every page
    public record DecodeToken(int token, int position, int[] pages) {}

    /**
     * Some tokens of a prompt; those before them are in the cache.
     *
     * @param prompt the whole prompt
     * @param start position of the first token to read, a multiple of the page size
     * @param end position after the last one; a multiple of the page size unless it ends the prompt
     * @param pages pages of the prompt in order, enough to hold the end
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one step; a list would box every token
    public record PromptChunk(int[] prompt, int start, int end, int[] pages) {}
}
