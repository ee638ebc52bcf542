package dev.rapport.tuning;

import dev.rapport.tuning.outcomes.OutcomePairs;
import java.nio.file.Path;

/** Where pairs come from. */
public sealed interface PairSource {
    /** JSON Lines of prompt and reply, perhaps weight. */
    record Lines(Path file) implements PairSource {}

    /** Replies of a pipeline that led to a conversion; what is too long for the model is left out. */
    record Outcomes(OutcomePairs found) implements PairSource {
        /** Fewest pairs that a model is trained on: with less it learns them by heart. */
        public static final int FEWEST = 20;
    }
}
