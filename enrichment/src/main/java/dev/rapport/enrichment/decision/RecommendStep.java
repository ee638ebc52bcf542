package dev.rapport.enrichment.decision;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The product to recommend after one was looked at, put into the cart or bought: of the same category, available, not
 * that one, not yet bought, not viewed lately if there is such a one, closest in price, then smallest id. Where the
 * catalogue has none, the product itself, unless it was bought already or the catalogue says that it is not available.
 */
public final class RecommendStep {
    /** @param trigger product of the triggering event */
    public Optional<Product> recommend(Product trigger, CustomerProfile customer, Catalog catalog) {
        var listed = catalog.byId(trigger.getProductId());
        var category = trigger.getCategory() != null
                ? Optional.of(trigger.getCategory())
                : listed.map(CatalogProduct::getCategory);
        var price = trigger.getPrice() != null
                ? trigger.getPrice()
                : listed.map(CatalogProduct::getPrice).orElse(null);
        var viewed =
                customer.getViewedProducts().stream().map(Product::getProductId).collect(Collectors.toSet());
        var candidates = category.map(catalog::inCategory).orElse(List.of()).stream()
                .filter(product -> product.getAvailable()
                        && !product.getProductId().equals(trigger.getProductId())
                        && !customer.getPurchasedProductIds().contains(product.getProductId()));
        return candidates
                .min(Comparator.<CatalogProduct, Boolean>comparing(product -> viewed.contains(product.getProductId()))
                        .thenComparing(product -> distance(product.getPrice(), price))
                        .thenComparing(CatalogProduct::getProductId))
                .map(RecommendStep::asProduct)
                .or(() -> itself(trigger, listed, customer));
    }

    /** Prices in another currency are further away than all others; without a price to compare with all are equal. */
    private static long distance(Money price, @Nullable Money wanted) {
        if (wanted == null) {
            return 0;
        }
        return price.getCurrency().equals(wanted.getCurrency())
                ? Math.abs(price.getAmountMinor() - wanted.getAmountMinor())
                : Long.MAX_VALUE;
    }

    private static Optional<Product> itself(
            Product trigger, Optional<CatalogProduct> listed, CustomerProfile customer) {
        var unavailable = listed.isPresent() && !listed.get().getAvailable();
        if (unavailable || customer.getPurchasedProductIds().contains(trigger.getProductId())) {
            return Optional.empty();
        }
        return Subjects.canBeNamed(trigger) ? Optional.of(trigger) : listed.map(RecommendStep::asProduct);
    }

    static Product asProduct(CatalogProduct product) {
        return Product.newBuilder()
                .setProductId(product.getProductId())
                .setName(product.getName())
                .setCategory(product.getCategory())
                .setBrand(product.getBrand())
                .setPrice(product.getPrice())
                .build();
    }
}
