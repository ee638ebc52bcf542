package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.Output;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Session;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the topology counts. Work that is done again after an aborted transaction is counted again. */
final class EnrichmentMeters {
    private static final CounterMeter EVENTS = CounterMeter.of(
            "rapport.enrichment.events",
            "events",
            "Captured events by what enrichment did with them: accepted, rejected or duplicate; withdrawn are those among"
                    + " the rejected, by capture or here, whose withdrawal of consent counts; repeated are those among the"
                    + " accepted that their customer had sent under another id, and which count no second time; history are"
                    + " those among the accepted that came as history and trigger nothing.",
            "outcome");
    private static final CounterMeter EVICTED = CounterMeter.of(
            "rapport.enrichment.traits.evicted",
            "traits",
            "Traits of customers that had to make room, as a customer has at most 100 of together 32 KiB.");
    private static final CounterMeter CONFLICTS = CounterMeter.of(
            "rapport.enrichment.conflicts",
            "events",
            "Accepted events whose message id another event of their source had taken within seven days.");
    private static final CounterMeter DECISIONS =
            CounterMeter.of("rapport.campaigns.decisions", "decisions", "Decisions of campaigns by reason.", "reason");
    private static final CounterMeter SESSIONS = CounterMeter.of(
            "rapport.enrichment.sessions",
            "sessions",
            "Sessions that ended; one that ends again after an event came late is counted again.");
    private static final CounterMeter EVICTED_VERSIONS = CounterMeter.of(
            "rapport.enrichment.versions.evicted",
            "versions",
            "Versions of control inputs that had to make room within 90 days, as 200 of each are kept: what was received before"
                    + " the oldest that is left is decided without it.",
            "input");
    private static final CounterMeter UNKNOWN_REPLIES = CounterMeter.of(
            "rapport.enrichment.replies.unknown",
            "replies",
            "Replies to customers of whom nothing is known; decisions do not name them.");
    private static final CounterMeter FRAGMENTS = CounterMeter.of(
            "rapport.enrichment.fragments",
            "fragments",
            "Identity fragments of customers by what merges did with them: moved to another customer, arrived there, or folded"
                    + " into the customer's own for want of room, from where they cannot be parted again.",
            "outcome");
    private static final CounterMeter WAITS = CounterMeter.of(
            "rapport.enrichment.waits",
            "records",
            "Records by what they did about fragments elsewhere: waited for them, were forwarded to the customer who has"
                    + " them, were redelivered because they failed after they had waited; or, of customers, gave up waiting.",
            "outcome");
    private static final CounterMeter ABSENCES = CounterMeter.of(
            "rapport.enrichment.absences",
            "absences",
            "Events after which a campaign waited for the absence of others, by what became of it: absent (decided), followed,"
                    + " ended (the campaign was not in force any more), or evicted for want of room.",
            "outcome");
    private static final CounterMeter INVALID = CounterMeter.of(
            "rapport.campaigns.invalid",
            "definitions",
            "Accepted campaign definitions that break a rule of this release and are left out.");

    private final Counter accepted;
    private final Counter rejected;
    private final Counter duplicate;
    private final Counter conflict;
    private final Counter withdrawn;
    private final Counter evictedTraits;
    private final Counter invalidCampaigns;
    private final Counter unknownReplies;
    private final Counter sessions;
    private final Counter evictedCampaigns;
    private final Counter evictedProducts;
    private final Counter evictedRecommendations;
    private final Counter repeated;
    private final Counter history;
    private final Counter moved;
    private final Counter arrived;
    private final Counter folded;
    private final Counter waited;
    private final Counter forwarded;
    private final Counter redelivered;
    private final Counter gaveUp;
    private final Counter absent;
    private final Counter followed;
    private final Counter absencesEnded;
    private final Counter evictedAbsences;
    private final Map<DecisionReason, Counter> decisions = new EnumMap<>(DecisionReason.class);

    EnrichmentMeters(MeterRegistry registry) {
        accepted = EVENTS.in(registry, "accepted");
        rejected = EVENTS.in(registry, "rejected");
        duplicate = EVENTS.in(registry, "duplicate");
        evictedTraits = EVICTED.in(registry);
        conflict = CONFLICTS.in(registry);
        withdrawn = EVENTS.in(registry, "withdrawn");
        invalidCampaigns = INVALID.in(registry);
        unknownReplies = UNKNOWN_REPLIES.in(registry);
        sessions = SESSIONS.in(registry);
        evictedCampaigns = EVICTED_VERSIONS.in(registry, "campaign");
        evictedProducts = EVICTED_VERSIONS.in(registry, "product");
        evictedRecommendations = EVICTED_VERSIONS.in(registry, "recommendation");
        repeated = EVENTS.in(registry, "repeated");
        history = EVENTS.in(registry, "history");
        moved = FRAGMENTS.in(registry, "moved");
        arrived = FRAGMENTS.in(registry, "arrived");
        folded = FRAGMENTS.in(registry, "folded");
        waited = WAITS.in(registry, "waited");
        forwarded = WAITS.in(registry, "forwarded");
        redelivered = WAITS.in(registry, "redelivered");
        gaveUp = WAITS.in(registry, "gave-up");
        absent = ABSENCES.in(registry, "absent");
        followed = ABSENCES.in(registry, "followed");
        absencesEnded = ABSENCES.in(registry, "ended");
        evictedAbsences = ABSENCES.in(registry, "evicted");
        for (var reason : DecisionReason.values()) {
            decisions.put(reason, DECISIONS.in(registry, reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    void accepted() {
        accepted.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void conflict() {
        conflict.increment();
    }

    void duplicate() {
        duplicate.increment();
    }

    void evictedTraits(int count) {
        evictedTraits.increment(count);
    }

    void withdrawn() {
        withdrawn.increment();
    }

    void evictedCampaignVersions(int count) {
        evictedCampaigns.increment(count);
    }

    void evictedProductVersions(int count) {
        evictedProducts.increment(count);
    }

    void evictedRecommendationVersions(int count) {
        evictedRecommendations.increment(count);
    }

    void replyToUnknown() {
        unknownReplies.increment();
    }

    void invalidCampaign() {
        invalidCampaigns.increment();
    }

    void history() {
        history.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void moved(int fragments) {
        moved.increment(fragments);
    }

    /** @param whole whether it can be parted again */
    void arrived(boolean whole) {
        (whole ? arrived : folded).increment();
    }

    void waited() {
        waited.increment();
    }

    void forwarded() {
        forwarded.increment();
    }

    void redelivered() {
        redelivered.increment();
    }

    void gaveUpWaiting() {
        gaveUp.increment();
    }

    void absent() {
        absent.increment();
    }

    void followed() {
        followed.increment();
    }

    void absenceEnded() {
        absencesEnded.increment();
    }

    void evictedAbsences(int count) {
        evictedAbsences.increment(count);
    }

    void written(Output<?> output) {
        if (output.value() instanceof Decision decision) {
            decided(decision.getReason());
        } else if (output.value() instanceof Session) {
            sessions.increment();
        }
    }

    private void decided(DecisionReason reason) {
        var counter = decisions.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
