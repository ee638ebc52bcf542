package dev.rapport.enrichment.step;

import dev.rapport.enrichment.state.ProfileState;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What an event changes about its customer. Writes are ordered by event time, so late events undo nothing newer. */
public final class ProfileStep {
    private static final int MOST_DEVICES = 20;
    private static final int MOST_VIEWED = 10;
    private static final int MOST_PURCHASED = 50;

    private final TraitMerge traits;

    /** @param evictedTraits told how many traits had to make room for others */
    public ProfileStep(Json json, IntConsumer evictedTraits) {
        this.traits = new TraitMerge(json, evictedTraits);
    }

    /** @param before the customer so far; empty at the first event */
    public ProfileState update(
            Optional<ProfileState> before, String customerId, CapturedEvent event, EventFacts facts) {
        var state = before.orElseGet(() -> firstSeen(customerId, event.getOccurredAt()));
        var at = event.getOccurredAt();
        var changed = ProfileState.newBuilder(state);
        if (event.getWithdrawal() != null) {
            var withdrawing = CustomerProfile.newBuilder(state.getProfile());
            ConsentMerge.merge(state, withdrawing, changed, facts, at);
            return changed.setProfile(withdrawing.build()).build();
        }
        var profile = CustomerProfile.newBuilder(state.getProfile())
                .setUserId(userOf(customerId, event, state.getProfile()))
                .setAnonymousIds(devices(state.getProfile().getAnonymousIds(), event.getAnonymousId(), customerId))
                .setEventCount(state.getProfile().getEventCount() + 1)
                .setFirstSeenAt(earlier(state.getProfile().getFirstSeenAt(), at))
                .setLastSeenAt(later(state.getProfile().getLastSeenAt(), at));
        if (event.getType() == EventType.IDENTIFY) {
            traits.merge(state, profile, changed, facts.properties(), at.toEpochMilli());
        }
        if (facts.contextLanguage().isPresent() && at.toEpochMilli() >= state.getContextLanguageAt()) {
            changed.setContextLanguage(facts.contextLanguage().get());
            changed.setContextLanguageAt(at.toEpochMilli());
        }
        profile.setLanguage(traits.language(profile.getTraits()).orElse(changed.getContextLanguage()));
        ConsentMerge.merge(state, profile, changed, facts, at);
        products(event, facts, state, profile, changed);
        return changed.setProfile(profile.build()).build();
    }

    private static void products(
            CapturedEvent event,
            EventFacts facts,
            ProfileState state,
            CustomerProfile.Builder profile,
            ProfileState.Builder changed) {
        if (event.getType() != EventType.TRACK) {
            return;
        }
        var at = event.getOccurredAt().toEpochMilli();
        if ("Product Viewed".equals(event.getName())) {
            var viewed = new Recent<>(
                    state.getProfile().getViewedProducts(), state.getViewedTimes(), product -> product.getProductId());
            facts.products().forEach(product -> viewed.add(product, at, MOST_VIEWED));
            profile.setViewedProducts(viewed.items());
            changed.setViewedTimes(viewed.times());
        } else if ("Order Completed".equals(event.getName())) {
            var purchased =
                    new Recent<>(state.getProfile().getPurchasedProductIds(), state.getPurchasedTimes(), id -> id);
            facts.products().forEach(product -> purchased.add(product.getProductId(), at, MOST_PURCHASED));
            profile.setPurchasedProductIds(purchased.items());
            changed.setPurchasedTimes(purchased.times());
            profile.setOrderCount(profile.getOrderCount() + 1);
        }
    }

    private static ProfileState firstSeen(String customerId, Instant at) {
        var profile = CustomerProfile.newBuilder()
                .setCustomerId(customerId)
                .setEventCount(0)
                .setOrderCount(0)
                .setFirstSeenAt(at)
                .setLastSeenAt(at)
                .build();
        return ProfileState.newBuilder().setProfile(profile).build();
    }

    /** The event may come from a linked device without saying whose it is; then the customer is the user. */
    private static @Nullable String userOf(String customerId, CapturedEvent event, CustomerProfile profile) {
        if (event.getUserId() != null) {
            return event.getUserId();
        }
        var linked = event.getAnonymousId() != null && !event.getAnonymousId().equals(customerId);
        return linked ? customerId : profile.getUserId();
    }

    /** Devices of a known user; a device that is a customer of its own is not listed under itself. */
    private static List<String> devices(List<String> known, @Nullable String device, String customerId) {
        if (device == null || device.equals(customerId) || known.contains(device)) {
            return known;
        }
        var devices = new ArrayList<>(known);
        devices.add(device);
        return devices.size() > MOST_DEVICES ? devices.subList(devices.size() - MOST_DEVICES, devices.size()) : devices;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
