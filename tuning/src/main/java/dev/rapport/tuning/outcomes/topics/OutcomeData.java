package dev.rapport.tuning.outcomes.topics;

import dev.rapport.schemas.id.DerivedId;
import dev.rapport.tuning.data.PairData;
import dev.rapport.tuning.data.PairFile;
import dev.rapport.tuning.outcomes.OutcomePairs;
import dev.rapport.tuning.pair.BadDataException;

/** Pairs of a pipeline as data to train on. */
public final class OutcomeData {
    /** Min pairs that a model is trained on: fewer are learned by heart. */
    private static final int MIN_PAIRS = 20;

    private OutcomeData() {}

    /** @throws BadDataException when there are too few pairs */
    public static PairData of(OutcomePairs found) {
        if (found.pairs().size() < MIN_PAIRS) {
            throw new BadDataException(found.pairs().size() + " pairs are too few to learn from, " + MIN_PAIRS
                    + " are needed: " + found.summary());
        }
        var fingerprint = DerivedId.sha256Hex(PairFile.text(found.pairs()));
        var description = "of a pipeline's own prompts and the replies to them that led to a conversion, weighted by"
                + " credit over propensity (SHA-256 " + fingerprint + "): " + found.summary()
                + ". Only of customers who consent to it; personal values are replaced by generated ones.";
        return new PairData(new PairData.Origin("the pipeline's pairs", fingerprint, description), found.pairs());
    }
}
