package dev.rapport.inference.model;

import java.util.List;

/**
 * What a model reads in one step: one token of each sequence that decodes, then all tokens of each prompt that joins.
 *
 * @param decoding sequences whose earlier positions are in the cache
 * @param joining prompts, read from position 0
 */
public record StepInput(List<DecodeToken> decoding, List<JoiningPrompt> joining) {
    public StepInput {
        decoding = List.copyOf(decoding);
        joining = List.copyOf(joining);
    }

    /** Sequences in this step, which is the number of rows that the model answers with. */
    public int sequences() {
        return decoding.size() + joining.size();
    }

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
     * A whole prompt.
     *
     * @param tokens the prompt, at least one token
     * @param pages pages of the sequence in order, enough to hold the prompt
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one step; a list would box every token
    public record JoiningPrompt(int[] tokens, int[] pages) {}
}
