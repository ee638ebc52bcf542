package dev.rapport.enrichment.decision;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.SalePrice;
import org.jspecify.annotations.Nullable;

/**
 * A product as the catalogue lists it at one time.
 *
 * @param price    what it costs then, a sale included; null where the shop names no price
 * @param standing whether it may be recommended then
 */
public record Listing(CatalogProduct product, @Nullable Money price, Standing standing) {
    /** Whether a product may be recommended, and if not the first thing that speaks against it. */
    public enum Standing {
        RECOMMENDABLE("available"),
        OUT_OF_STOCK("out of stock"),
        NO_PRICE("without a price"),
        TOO_OLD("not confirmed by the shop within enrichment.catalog.max-age");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * The product at a time.
     *
     * @param time       in milliseconds since the epoch
     * @param freshUntil until when what the shop said counts as true, in milliseconds since the epoch
     */
    public static Listing at(CatalogProduct product, long time, long freshUntil) {
        var price = price(product, time);
        return new Listing(product, price, standing(product, price, time <= freshUntil));
    }

    private static Standing standing(CatalogProduct product, @Nullable Money price, boolean isFresh) {
        if (!product.getAvailable()) {
            return Standing.OUT_OF_STOCK;
        }
        if (price == null) {
            return Standing.NO_PRICE;
        }
        return isFresh ? Standing.RECOMMENDABLE : Standing.TOO_OLD;
    }

    private static @Nullable Money price(CatalogProduct product, long time) {
        @Nullable SalePrice sale = product.getSalePrice();
        return sale != null && isOn(sale, time) ? sale.getPrice() : product.getPrice();
    }

    private static boolean isOn(SalePrice sale, long time) {
        return (sale.getFrom() == null || sale.getFrom().toEpochMilli() <= time)
                && (sale.getUntil() == null || time < sale.getUntil().toEpochMilli());
    }

    public boolean mayBeRecommended() {
        return standing == Standing.RECOMMENDABLE;
    }

    String id() {
        return product.getProductId();
    }

    /** Whether both are variants of one product, such as two sizes of a shirt. */
    boolean isVariantOf(Listing other) {
        return product.getGroupId() != null && product.getGroupId().equals(other.product.getGroupId());
    }
}
