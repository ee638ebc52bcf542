package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.Sampling;

/**
 * What a campaign writes with, and what it requires of its replies.
 *
 * @param languages languages it writes in
 * @param sampling  how candidates are drawn
 * @param rules     what a reply must keep
 * @param templates of the prompt and of the fallback
 */
public record Text(Languages languages, Sampling sampling, ReplyRules rules, Templates templates) {}
