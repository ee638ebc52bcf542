package dev.rapport.enrichment.customer.recommendation;

import java.util.List;

/**
 * What was learnt at one time.
 *
 * @param learntAt what the weights are relative to, in milliseconds since the epoch
 * @param products the best first
 */
public record Related(long learntAt, List<Weighted> products) {}
