package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.Step;
import java.util.List;

/**
 * What is done about a customer.
 *
 * @param onEvent   about an event, in this order
 * @param onTrigger about what is no event of its own and triggers campaigns
 */
record Steps(List<Step> onEvent, Step onTrigger) {}
