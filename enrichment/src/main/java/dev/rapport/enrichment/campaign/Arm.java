package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.campaign.Arms;

/**
 * One of the ways a campaign writes.
 *
 * @param name   what templates and metrics call it; never {@link Arms#HOLDOUT}
 * @param weight share of the customers that are written to
 */
public record Arm(String name, Share weight) {}
