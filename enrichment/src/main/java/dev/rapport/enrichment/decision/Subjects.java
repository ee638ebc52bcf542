package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.prompt.PromptText;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Product;
import java.util.List;
import java.util.Optional;

/**
 * What a message is about. A recommendation names a product like that of the event, and there is none without it. An offer
 * is for the product of the event, if it names one, and not for what may not be recommended: sold out, without a price, or too old. A post needs the product of the event;
 * support and a summary name it where there is one.
 */
final class Subjects {
    private static final RecommendStep RECOMMEND = new RecommendStep();

    private Subjects() {}

    /**
     * @param products those of the triggering event
     * @param learnt   what recommendations are made by
     * @return empty when the kind needs a product and there is none that may be named
     */
    static Optional<Subject> of(
            CampaignKind kind, List<Product> products, CustomerProfile customer, Catalog catalog, Learnt learnt) {
        var trigger = trigger(products);
        return switch (kind) {
            case RECOMMENDATION ->
                trigger.flatMap(viewed -> RECOMMEND
                        .recommend(viewed, customer, catalog, learnt)
                        .map(product -> new Subject(viewed, product)));
            case OFFER ->
                trigger.map(product -> product.getProductId())
                                .flatMap(catalog::byId)
                                .filter(listed -> !listed.mayBeRecommended())
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(about(trigger, catalog));
            case POST -> Optional.of(about(trigger, catalog)).filter(subject -> subject.product() != null);
            case SUPPORT, SUMMARY -> Optional.of(about(trigger, catalog));
            // No definition can say it.
            case OTHER -> Optional.empty();
        };
    }

    /** The event's own product, with its name in the catalogue where the event gives none. */
    private static Subject about(Optional<Product> trigger, Catalog catalog) {
        var product = trigger.flatMap(named -> canBeNamed(named)
                ? Optional.of(named)
                : catalog.byId(named.getProductId()).map(RecommendStep::asProduct));
        return new Subject(trigger.orElse(null), product.orElse(null));
    }

    /** The first product of the event that has a name, else its first. */
    static Optional<Product> trigger(List<Product> products) {
        return products.stream().filter(Subjects::canBeNamed).findFirst().or(() -> products.stream()
                .findFirst());
    }

    /** A name of blanks or markup is none, nor is what was never filled in. */
    static boolean canBeNamed(Product product) {
        return PromptText.title(product.getName()) != null;
    }
}
