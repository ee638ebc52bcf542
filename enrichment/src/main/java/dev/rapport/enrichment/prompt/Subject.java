package dev.rapport.enrichment.prompt;

import dev.rapport.schemas.Product;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about.
 *
 * @param trigger product of the triggering event
 * @param product product that the message names
 */
public record Subject(@Nullable Product trigger, @Nullable Product product) {}
