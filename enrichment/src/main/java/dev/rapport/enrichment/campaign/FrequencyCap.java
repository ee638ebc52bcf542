package dev.rapport.enrichment.campaign;

import java.time.Duration;

/**
 * How often a campaign may write to one customer.
 *
 * @param messages most messages, at least 1
 * @param per      in any span of event time this long
 */
public record FrequencyCap(int messages, Duration per) {}
