package dev.rapport.enrichment.customer.profile;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.ViewedProduct;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.event.StandardEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event changes about its customer. Writes are ordered by event time, so late events undo nothing newer. */
public final class ProfileStep implements Step {
    private static final int MAX_DEVICES = 20;

    private final TraitMerge traits;

    public ProfileStep(Json json) {
        this.traits = new TraitMerge(json);
    }

    @Override
    public Draft apply(Draft draft) {
        var event = draft.event();
        if (!event.getWhole()) {
            return draft;
        }
        var state = draft.customer();
        var at = event.getOccurredAt();
        var changed = CustomerStates.edit(state)
                .setUserId(event.getUserId() == null ? state.getUserId() : event.getUserId())
                .setAnonymousIds(devices(state.getAnonymousIds(), event.getAnonymousId()))
                .setEventCount(state.getEventCount() + 1)
                .setFirstSeenAt(Math.min(state.getFirstSeenAt(), at))
                .setLastSeenAt(Math.max(state.getLastSeenAt(), at));
        var evicted =
                event.getType() == EventType.IDENTIFY ? traits.merge(state, changed, event.getProperties(), at) : 0;
        if (event.getLanguage() != null && at >= state.getContextLanguageAt()) {
            changed.setContextLanguage(event.getLanguage()).setContextLanguageAt(at);
        }
        if (event.getTimezone() != null && at >= state.getContextTimezoneAt()) {
            changed.setContextTimezone(event.getTimezone()).setContextTimezoneAt(at);
        }
        products(event, state, changed);
        return draft.with(changed.build()).evicting(evicted);
    }

    private static void products(ReadEvent event, CustomerState state, CustomerState.Builder changed) {
        if (event.getType() != EventType.TRACK) {
            return;
        }
        var at = event.getOccurredAt();
        if (StandardEvents.PRODUCT_VIEWED.equals(event.getName())) {
            var viewed = state.getViewed();
            for (var product : event.getProducts()) {
                viewed = ProductLists.VIEWED.with(viewed, new ViewedProduct(product, at));
            }
            changed.setViewed(viewed);
        } else if (StandardEvents.ORDER_COMPLETED.equals(event.getName())) {
            var purchased = state.getPurchased();
            for (var product : event.getProducts()) {
                purchased = ProductLists.PURCHASED.with(purchased, new Purchase(product.getProductId(), at));
            }
            changed.setPurchased(purchased).setOrderCount(state.getOrderCount() + 1);
        }
    }

    private static List<String> devices(List<String> known, @Nullable String device) {
        if (device == null || known.contains(device)) {
            return known;
        }
        var devices = new ArrayList<>(known);
        devices.add(device);
        return devices.size() > MAX_DEVICES ? devices.subList(devices.size() - MAX_DEVICES, devices.size()) : devices;
    }
}
