package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.decision.Listing.Standing;
import dev.rapport.schemas.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision says where no product can be named: the values that spoke against those that the catalogue lists. */
final class NoProduct {
    private NoProduct() {}

    /** @return null where the catalogue has nothing to do with it */
    static @Nullable String detail(List<Product> products, Catalog catalog) {
        var trigger = Subjects.trigger(products);
        if (trigger.isEmpty()) {
            return null;
        }
        var said = new ArrayList<String>();
        catalog.byId(trigger.get().getProductId())
                .filter(listed -> !listed.mayBeRecommended())
                .map(NoProduct::one)
                .ifPresent(said::add);
        var counts = new EnumMap<Standing, Integer>(Standing.class);
        RecommendStep.ofItsCategory(trigger.get(), catalog).stream()
                .filter(listed -> !listed.id().equals(trigger.get().getProductId()))
                .filter(listed -> !listed.mayBeRecommended())
                .forEach(listed -> counts.merge(listed.standing(), 1, Integer::sum));
        counts.forEach((standing, count) -> said.add(count + " more of its category " + standing.words()));
        return said.isEmpty() ? null : String.join("; ", said);
    }

    private static String one(Listing listed) {
        @Nullable Instant updatedAt = listed.product().getUpdatedAt();
        var product = "product " + listed.id() + " is " + listed.standing().words();
        return listed.standing() == Standing.TOO_OLD && updatedAt != null
                ? product + ", last at " + updatedAt
                : product;
    }
}
