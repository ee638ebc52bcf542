package dev.rapport.tuning.data;

import java.util.Locale;

/**
 * How many pairs a training takes.
 *
 * @param used    trained on or kept back to measure on
 * @param tooLong left out because the model cannot take them whole
 */
public record PairCount(int used, int tooLong) {
    /** The pairs that are used, and of how many these are. */
    public String words() {
        return tooLong == 0
                ? "the " + used + " pairs"
                : String.format(
                        Locale.ROOT, "%d of the %d pairs (%d left out as too long)", used, used + tooLong, tooLong);
    }
}
