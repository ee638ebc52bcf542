package dev.rapport.enrichment.customer;

import dev.rapport.enrichment.state.CustomerState;

/** How states of customers begin and change. */
public final class CustomerStates {
    private CustomerStates() {}

    /** A customer of whom nothing is known but when their first event happened. */
    public static CustomerState firstSeen(long occurredAt) {
        return CustomerState.newBuilder()
                .setEventCount(0)
                .setOrderCount(0)
                .setFirstSeenAt(occurredAt)
                .setLastSeenAt(occurredAt)
                .build();
    }

    /** A builder that starts from a state. Avro's own copies every product and trait, twice for each event. */
    public static CustomerState.Builder edit(CustomerState state) {
        return CustomerState.newBuilder()
                .setUserId(state.getUserId())
                .setAnonymousIds(state.getAnonymousIds())
                .setTraits(state.getTraits())
                .setFirstName(state.getFirstName())
                .setTraitLanguage(state.getTraitLanguage())
                .setAddressKeys(state.getAddressKeys())
                .setContextLanguage(state.getContextLanguage())
                .setContextLanguageAt(state.getContextLanguageAt())
                .setContextTimezone(state.getContextTimezone())
                .setContextTimezoneAt(state.getContextTimezoneAt())
                .setConsents(state.getConsents())
                .setViewed(state.getViewed())
                .setPurchased(state.getPurchased())
                .setEventCount(state.getEventCount())
                .setOrderCount(state.getOrderCount())
                .setFirstSeenAt(state.getFirstSeenAt())
                .setLastSeenAt(state.getLastSeenAt())
                .setSession(state.getSession())
                .setLastReplyPromptId(state.getLastReplyPromptId())
                .setLastReplyAt(state.getLastReplyAt())
                .setAbsenceDueAt(state.getAbsenceDueAt())
                .setReceivedSince(state.getReceivedSince())
                .setScheduledUpTo(state.getScheduledUpTo());
    }
}
