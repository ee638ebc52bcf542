package dev.rapport.enrichment.prompt;

import dev.rapport.enrichment.campaign.Templates;
import java.util.List;
import java.util.Map;

/** Fills the templates of a campaign. */
public interface PromptWriter {
    /**
     * What was written.
     *
     * @param prompt      what the model reads
     * @param fallback    what is sent when no candidate passes
     * @param mustMention texts that a candidate has to contain, blank ones left out
     */
    record Written(String prompt, String fallback, List<String> mustMention) {}

    /** @throws TemplateException when a template cannot be filled, or nothing is left of it */
    Written write(Templates templates, Map<String, Object> variables) throws TemplateException;
}
