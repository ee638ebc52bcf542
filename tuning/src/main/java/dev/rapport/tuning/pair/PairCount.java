package dev.rapport.tuning.pair;

/**
 * Number of pairs in a training.
 *
 * @param used    trained on or held out
 * @param tooLong left out, as the model cannot take them whole
 */
public record PairCount(int used, int tooLong) {
    /** The pairs that are used, and of how many these are. */
    public String words() {
        return tooLong == 0
                ? "the " + used + " pairs"
                : used + " of the " + (used + tooLong) + " pairs (" + tooLong + " left out as too long)";
    }
}
