package dev.rapport.enrichment.campaign;

import java.util.Optional;

/**
 * When and how often a campaign writes to one customer.
 *
 * @param cap     how often, if limited
 * @param ordered whether a customer's replies keep the order of the prompts
 */
public record Pacing(Optional<FrequencyCap> cap, boolean ordered) {}
