package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import java.util.List;

/** How surprised a model is by replies that it was to write. */
@FunctionalInterface
public interface ReferenceLoss {
    /** Nothing is measured. */
    ReferenceLoss NONE = examples -> new Loss(0, 0);

    /** @return over all reply tokens of these examples, end marks included */
    Loss of(List<GeneratedExample> examples);

    /**
     * A loss.
     *
     * @param mean   a token, in nats
     * @param tokens number of tokens; 0 when nothing was measured
     */
    record Loss(double mean, long tokens) {}
}
