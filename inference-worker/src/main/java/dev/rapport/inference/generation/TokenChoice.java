package dev.rapport.inference.generation;

/**
 * How the token after a row is chosen. What is applied, and in which order, is that of Hugging Face {@code generate}:
 * repetition penalty, banned tokens, temperature, top-k, top-p, min-p.
 *
 * @param row the row that the token follows, see {@code StepInput}
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topK keeps the k most probable tokens and those that tie with the last; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability reaches p; 1 keeps all
 * @param minP drops tokens less probable than minP times the most probable
 * @param repetitionPenalty falls on the penalised tokens; 1 is none
 * @param uniform the random number of this choice, strictly between 0 and 1; unread where the choice is greedy
 * @param penalised tokens, each once
 * @param banned tokens that are not chosen
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step; a list would box every token
public record TokenChoice(
        int row,
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        double uniform,
        int[] penalised,
        int[] banned) {
    private static final int[] NONE = {};

    /** The most probable token after a row. */
    public static TokenChoice greedy(int row) {
        return new TokenChoice(row, 0, 0, 1, 0, 1, 0, NONE, NONE);
    }
}
