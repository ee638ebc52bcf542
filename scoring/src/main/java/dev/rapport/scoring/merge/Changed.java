package dev.rapport.scoring.merge;

import dev.rapport.schemas.Conversion;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.metric.MetricChanges;
import java.util.List;

/**
 * What a record or a message changes.
 *
 * @param metrics     changes of counts
 * @param moments     changes of the sums over customers of arms
 * @param conversions to be written, in this order
 * @param transfers   messages to other customers, in this order
 */
public record Changed(
        MetricChanges metrics, MomentChanges moments, List<Conversion> conversions, List<Addressed> transfers) {
    static Changed by(CustomerHistory history, List<Addressed> transfers) {
        return new Changed(history.metrics(), history.moments(), history.conversions(), transfers);
    }

    /** Of a record whose items are kept elsewhere: its conversions are written there. */
    static Changed inPassing(CustomerHistory history, List<Addressed> transfers) {
        return new Changed(history.metrics(), history.moments(), List.of(), transfers);
    }
}
