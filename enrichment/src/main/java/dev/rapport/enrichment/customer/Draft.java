package dev.rapport.enrichment.customer;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way through the steps, and its customer as they have left it so far. Immutable: a step that fails leaves
 * the draft of the step before. Steps change the fragment that the event is part of; what they decide by is the view over
 * all fragments of the customer.
 *
 * @param owner     whose event it is
 * @param event     what was read
 * @param before    the state of its fragment before the event
 * @param customer  the state of its fragment
 * @param triggered versions of campaigns, in force when the event was received, that it triggers; in the order of their ids
 * @param history   what caps are counted in, of its fragment; read from its store only where a campaign is triggered
 * @param profile   the customer as others see it, once that is known
 * @param enriched  the event as others see it, once that is known
 * @param outputs   what goes out, in order
 * @param evicted   traits that had to make room
 */
public record Draft(
        Owner owner,
        ReadEvent event,
        CustomerState before,
        CustomerState customer,
        List<Version<Campaign>> triggered,
        DecisionHistory history,
        Optional<CustomerProfile> profile,
        Optional<EnrichedEvent> enriched,
        List<Output<?>> outputs,
        int evicted) {
    private static final Comparator<Exposure> BY_TIME =
            Comparator.comparingLong(Exposure::getExposedAt).thenComparing(Exposure::getCampaignId);

    /** The draft that the first step gets, of a customer who is one fragment. */
    public static Draft of(
            String customerId,
            ReadEvent event,
            CustomerState customer,
            List<Version<Campaign>> triggered,
            DecisionHistory history) {
        return of(Owner.of(customerId), event, customer, triggered, history);
    }

    /** The draft that the first step gets. */
    public static Draft of(
            Owner owner,
            ReadEvent event,
            CustomerState customer,
            List<Version<Campaign>> triggered,
            DecisionHistory history) {
        return new Draft(
                owner, event, customer, customer, triggered, history, Optional.empty(), Optional.empty(), List.of(), 0);
    }

    /** The customer whose event it is: a hash, see docs/adr/0077. */
    public String customerId() {
        return owner.customerId();
    }

    /** Whose event it is, as the sender names them: of this event or of one before it; null while the customer is anonymous. */
    public @Nullable String userId() {
        return event.getUserId() != null
                ? event.getUserId()
                : profile.map(CustomerProfile::getUserId).orElseGet(() -> view().getUserId());
    }

    /** The customer: all fragments together. */
    public CustomerState view() {
        return owner.view().apply(customer);
    }

    /** The customer as they were before the event. */
    public CustomerState viewBefore() {
        return owner.view().apply(before);
    }

    /** What caps are counted in, of all fragments together. */
    public DecisionHistory exposures() {
        if (owner.exposures().isEmpty()) {
            return history;
        }
        var all = new ArrayList<>(owner.exposures());
        all.addAll(history.getExposures());
        all.sort(BY_TIME);
        return new DecisionHistory(all);
    }

    /** With the state of the fragment changed. */
    public Draft with(CustomerState changed) {
        return new Draft(owner, event, before, changed, triggered, history, profile, enriched, outputs, evicted);
    }

    /** With the history of the fragment changed. */
    public Draft with(DecisionHistory changed) {
        return new Draft(owner, event, before, customer, triggered, changed, profile, enriched, outputs, evicted);
    }

    /** With the customer as others see it. */
    public Draft with(CustomerProfile seen) {
        return new Draft(
                owner, event, before, customer, triggered, history, Optional.of(seen), enriched, outputs, evicted);
    }

    /** With the event as others see it. */
    public Draft with(EnrichedEvent seen) {
        return new Draft(
                owner, event, before, customer, triggered, history, profile, Optional.of(seen), outputs, evicted);
    }

    /** With one more record that goes out. */
    public Draft and(Output<?> output) {
        var more = new ArrayList<Output<?>>(outputs.size() + 1);
        more.addAll(outputs);
        more.add(output);
        return new Draft(owner, event, before, customer, triggered, history, profile, enriched, more, evicted);
    }

    /** With so many more traits that had to make room. */
    public Draft evicting(int traits) {
        return new Draft(
                owner, event, before, customer, triggered, history, profile, enriched, outputs, evicted + traits);
    }
}
