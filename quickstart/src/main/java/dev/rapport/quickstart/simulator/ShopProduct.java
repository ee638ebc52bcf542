package dev.rapport.quickstart.simulator;

/**
 * A product of the invented shop.
 *
 * @param priceMinor price of one piece in cents of {@link Catalogue#CURRENCY}, positive
 */
public record ShopProduct(String productId, String name, String category, String brand, long priceMinor) {}
