package dev.rapport.ingestion.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One product of a request that breaks a rule.
 *
 * @param index     its place in the request, from 0
 * @param productId its id, null when it has none that can be used
 * @param field     the field that breaks the rule; empty where it is the whole product
 * @param rule      what the rule expects, from the verb on
 */
public record RefusedProduct(int index, @Nullable String productId, String field, String rule) {}
