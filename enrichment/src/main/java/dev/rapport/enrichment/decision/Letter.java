package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.prompt.PromptWriter;

/**
 * What is written to a customer, or would be to one who is held out.
 *
 * @param language ISO 639-1
 */
record Letter(String language, PromptWriter.Written written) {}
