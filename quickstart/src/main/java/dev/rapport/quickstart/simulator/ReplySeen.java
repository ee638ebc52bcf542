package dev.rapport.quickstart.simulator;

/**
 * A reply as it reaches a shopper.
 *
 * @param category    category of the recommended product, empty when it recommends none
 * @param productName name of the recommended product, empty when it recommends none
 */
public record ReplySeen(
        String promptId,
        String userId,
        String campaignId,
        String arm,
        String category,
        String productName,
        String text) {}
