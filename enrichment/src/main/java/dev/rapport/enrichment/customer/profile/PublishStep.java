package dev.rapport.enrichment.customer.profile;

import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.enrichment.state.ViewedProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;

/** The customer as others see it. */
public final class PublishStep implements Step {
    private final Json json;

    public PublishStep(Json json) {
        this.json = json;
    }

    @Override
    public Draft apply(Draft draft) {
        var profile = profile(draft.customerId(), draft.view());
        return draft.with(profile).and(new Output<>(Topics.PROFILES, draft.customerId(), profile));
    }

    /**
     * The profile of a customer.
     *
     * @param state the view over all fragments
     */
    public CustomerProfile profile(String customerId, CustomerState state) {
        var consents = new HashMap<String, Boolean>();
        state.getConsents().forEach((category, mark) -> consents.put(category, ConsentMerge.isGranted(mark)));
        return CustomerProfile.newBuilder()
                .setCustomerId(customerId)
                .setUserId(state.getUserId())
                .setAnonymousIds(state.getAnonymousIds())
                .setTraits(json.object(
                        state.getTraits().stream().map(Trait::getProperty).toList()))
                .setFirstName(state.getFirstName())
                .setLanguage(state.getTraitLanguage() != null ? state.getTraitLanguage() : state.getContextLanguage())
                .setConsents(consents)
                .setViewedProducts(state.getViewed().stream()
                        .map(ViewedProduct::getProduct)
                        .toList())
                .setPurchasedProductIds(state.getPurchased().stream()
                        .map(Purchase::getProductId)
                        .toList())
                .setEventCount(state.getEventCount())
                .setOrderCount(state.getOrderCount())
                .setFirstSeenAt(Instant.ofEpochMilli(state.getFirstSeenAt()))
                .setLastSeenAt(Instant.ofEpochMilli(state.getLastSeenAt()))
                .build();
    }
}
