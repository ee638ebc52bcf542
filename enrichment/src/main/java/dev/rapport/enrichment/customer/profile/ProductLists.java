package dev.rapport.enrichment.customer.profile;

import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.ViewedProduct;
import java.util.List;

/** Products that a customer viewed or bought, each once, the latest first. */
public final class ProductLists {
    static final Recent<ViewedProduct> VIEWED =
            new Recent<>(viewed -> viewed.getProduct().getProductId(), ViewedProduct::getViewedAt, 10);
    static final Recent<Purchase> PURCHASED = new Recent<>(Purchase::getProductId, Purchase::getBoughtAt, 50);

    private ProductLists() {}

    /** What is kept of these, whatever their order. */
    public static List<ViewedProduct> viewed(List<ViewedProduct> all) {
        return VIEWED.of(all);
    }

    /** What is kept of these, whatever their order. */
    public static List<Purchase> purchased(List<Purchase> all) {
        return PURCHASED.of(all);
    }
}
