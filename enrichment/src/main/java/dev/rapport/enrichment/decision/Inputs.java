package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.consent.ConsentKey;
import java.time.Instant;
import java.util.Optional;

/** Versions of control inputs, as a decision names those that it used. */
final class Inputs {
    private Inputs() {}

    /** @param effectiveAt in milliseconds since the epoch */
    static InputVersion version(InputKind kind, String id, int version, long effectiveAt) {
        return new InputVersion(kind, id, version, Instant.ofEpochMilli(effectiveAt));
    }

    /** The customer's consent to what a campaign writes for; empty where they never said a word about it. */
    static Optional<InputVersion> consent(Draft draft, Campaign campaign) {
        var category = Categories.normalized(campaign.consent());
        var key = ConsentKey.ofCategory(draft.customerId(), category).text();
        return Optional.ofNullable(draft.customer().getConsents().get(category))
                .map(mark -> version(InputKind.CONSENT, key, mark.getVersion(), mark.getEffectiveAt()));
    }

    /** The product that a message names; empty where the catalogue does not list it. */
    static Optional<InputVersion> product(Subject subject, Catalog catalog) {
        return Optional.ofNullable(subject.product())
                .flatMap(product -> catalog.byId(product.getProductId()))
                .map(listed -> new InputVersion(
                        InputKind.PRODUCT, listed.getProductId(), listed.getVersion(), listed.getEffectiveAt()));
    }
}
