package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Layer;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the customer is the campaign's, among campaigns that share customers out between them. */
final class LayerGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.LAYER;
    }

    @Override
    public Verdict check(Case it) {
        return it.campaign().experiment().layer().map(layer -> check(it, layer)).orElseGet(it::passes);
    }

    private static Verdict check(Case it, Layer layer) {
        var bucket = Buckets.ofLayer(layer.name(), it.draft().customerId());
        var value = "bucket " + bucket;
        var limit = layer.name() + " " + layer.from() + " to " + (layer.until() - 1);
        return layer.has(bucket) ? it.passes(value, limit) : it.stops(DecisionReason.OUTSIDE_LAYER, value, limit);
    }
}
