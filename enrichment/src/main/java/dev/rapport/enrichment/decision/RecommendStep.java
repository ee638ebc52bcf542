package dev.rapport.enrichment.decision;

import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The product to recommend after one was looked at, put into the cart or bought: in stock, with a price, confirmed lately,
 * not that one nor a variant of it, not yet bought. Of those the one that goes best with what is in the session, by what was learnt over all
 * customers; else of the same category, not viewed lately if there is such a one, closest in price, then smallest id; else
 * what is popular. Where the catalogue has none, the product itself, unless it was bought already or its listing says that it may not be recommended.
 */
public final class RecommendStep {
    /**
     * @param trigger product of the triggering event
     * @param learnt  what was learnt over all customers
     */
    Optional<Product> recommend(Product trigger, CustomerProfile customer, Catalog catalog, Learnt learnt) {
        var listed = catalog.byId(trigger.getProductId());
        Predicate<Listing> allowed = product -> product.mayBeRecommended()
                && !product.id().equals(trigger.getProductId())
                && listed.filter(product::isVariantOf).isEmpty()
                && !customer.getPurchasedProductIds().contains(product.id());
        return best(learnt.related(), catalog, allowed)
                .or(() -> closest(trigger, listed, customer, catalog, allowed))
                .or(() -> best(learnt.popular(), catalog, allowed))
                .map(RecommendStep::asProduct)
                .or(() -> itself(trigger, listed, customer));
    }

    private static Optional<Listing> best(List<String> ranked, Catalog catalog, Predicate<Listing> allowed) {
        return ranked.stream()
                .flatMap(id -> catalog.byId(id).stream())
                .filter(allowed)
                .findFirst();
    }

    private static Optional<Listing> closest(
            Product trigger,
            Optional<Listing> listed,
            CustomerProfile customer,
            Catalog catalog,
            Predicate<Listing> allowed) {
        var price = trigger.getPrice() != null
                ? trigger.getPrice()
                : listed.map(Listing::price).orElse(null);
        var viewed =
                customer.getViewedProducts().stream().map(Product::getProductId).collect(Collectors.toSet());
        return ofItsCategory(trigger, catalog).stream()
                .filter(allowed)
                .min(Comparator.<Listing, Boolean>comparing(product -> viewed.contains(product.id()))
                        .thenComparing(product -> distance(product.price(), price))
                        .thenComparing(Listing::id));
    }

    /** By the event's own word for its category, or by the catalogue's where it lists nothing under that. */
    static Collection<Listing> ofItsCategory(Product trigger, Catalog catalog) {
        Collection<Listing> named =
                trigger.getCategory() == null ? List.of() : catalog.inCategory(trigger.getCategory());
        return named.isEmpty()
                ? catalog.byId(trigger.getProductId())
                        .map(listed -> catalog.inCategory(listed.product().getCategory()))
                        .orElse(List.of())
                : named;
    }

    /** Prices in another currency are further away than all others; without a price to compare with all are equal. */
    private static long distance(@Nullable Money price, @Nullable Money wanted) {
        if (price == null || wanted == null) {
            return 0;
        }
        return price.getCurrency().equals(wanted.getCurrency())
                ? Math.abs(price.getAmountMinor() - wanted.getAmountMinor())
                : Long.MAX_VALUE;
    }

    private static Optional<Product> itself(Product trigger, Optional<Listing> listed, CustomerProfile customer) {
        var unavailable = listed.isPresent() && !listed.get().mayBeRecommended();
        if (unavailable || customer.getPurchasedProductIds().contains(trigger.getProductId())) {
            return Optional.empty();
        }
        return Subjects.canBeNamed(trigger) ? Optional.of(trigger) : listed.map(RecommendStep::asProduct);
    }

    static Product asProduct(Listing listed) {
        var product = listed.product();
        return Product.newBuilder()
                .setProductId(product.getProductId())
                .setName(product.getName())
                .setCategory(product.getCategory().isEmpty() ? null : product.getCategory())
                .setBrand(product.getBrand())
                .setPrice(listed.price())
                .build();
    }
}
