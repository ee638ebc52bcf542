package dev.rapport.enrichment.campaign;

import java.util.List;

/**
 * What a campaign writes with, in Liquid.
 *
 * @param prompt      what the model reads
 * @param fallback    what is sent when no candidate passes
 * @param mustMention texts that a candidate has to contain
 */
public record Templates(String prompt, String fallback, List<String> mustMention) {
    public Templates {
        mustMention = List.copyOf(mustMention);
    }
}
