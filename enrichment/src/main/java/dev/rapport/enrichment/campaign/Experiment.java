package dev.rapport.enrichment.campaign;

import java.util.List;
import java.util.Optional;

/**
 * How the customers of a campaign are divided.
 *
 * @param holdout share of eligible customers that get nothing
 * @param arms    at least one, weights adding up to the whole
 * @param layer   which part of the customers it is for, if it shares them with other campaigns
 * @param ramp    how it is rolled out to them
 */
public record Experiment(Share holdout, List<Arm> arms, Optional<Layer> layer, Ramp ramp) {
    public Experiment {
        arms = List.copyOf(arms);
    }
}
