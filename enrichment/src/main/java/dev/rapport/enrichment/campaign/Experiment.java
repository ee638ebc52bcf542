package dev.rapport.enrichment.campaign;

import java.util.List;

/**
 * How the customers of a campaign are divided.
 *
 * @param holdout share of eligible customers that get nothing
 * @param arms    at least one, weights adding up to the whole
 */
public record Experiment(Share holdout, List<Arm> arms) {
    public Experiment {
        arms = List.copyOf(arms);
    }
}
