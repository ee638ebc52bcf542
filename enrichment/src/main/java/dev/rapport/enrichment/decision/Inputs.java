package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.consent.Suppressions.Suppressed;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.consent.ConsentKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Versions of control inputs, as a decision names those that it used. */
final class Inputs {
    private Inputs() {}

    /** @param effectiveAt in milliseconds since the epoch */
    static InputVersion version(InputKind kind, String id, int version, long effectiveAt) {
        return new InputVersion(kind, id, version, Instant.ofEpochMilli(effectiveAt));
    }

    /**
     * The customer's consent to what a campaign writes for, then to its channels; only those that the customer ever said a
     * word about.
     */
    static List<InputVersion> consents(Draft draft, Campaign campaign) {
        var purpose = Categories.normalized(campaign.audience().consent());
        var channels = Channel.meantBy(campaign.audience().channel()).stream().map(Channel::category);
        return Stream.concat(Stream.of(purpose), channels)
                .distinct()
                .flatMap(category -> consent(draft, category).stream())
                .toList();
    }

    private static Optional<InputVersion> consent(Draft draft, String category) {
        var key = ConsentKey.ofCategory(draft.customerId(), category).text();
        return Optional.ofNullable(draft.view().getConsents().get(category))
                .map(mark -> version(InputKind.CONSENT, key, mark.getVersion(), mark.getEffectiveAt()));
    }

    /** The suppression of an address, as far as it is known. */
    static InputVersion suppression(Suppressed suppressed) {
        return new InputVersion(
                InputKind.SUPPRESSION,
                suppressed.addressKey(),
                suppressed.why().getVersion(),
                suppressed.why().getEffectiveAt());
    }

    /** The event's product, as the catalogue lists it, where nothing could be named. */
    static Optional<InputVersion> refusedProduct(List<Product> products, Catalog catalog) {
        return Subjects.trigger(products)
                .flatMap(product -> catalog.byId(product.getProductId()))
                .map(Inputs::listed);
    }

    /** The product that a message names; empty where the catalogue does not list it. */
    static Optional<InputVersion> product(Subject subject, Catalog catalog) {
        return Optional.ofNullable(subject.product())
                .flatMap(product -> catalog.byId(product.getProductId()))
                .map(Inputs::listed);
    }

    private static InputVersion listed(Listing listing) {
        var product = listing.product();
        return new InputVersion(
                InputKind.PRODUCT, product.getProductId(), product.getVersion(), product.getEffectiveAt());
    }
}
