package dev.rapport.enrichment.customer;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way through the steps, and its customer as they have left it so far. Immutable: a step that fails leaves
 * the draft of the step before.
 *
 * @param customerId whose event it is: a hash, see docs/adr/0077
 * @param event      what was read
 * @param customer   the customer's state
 * @param triggered  versions of campaigns, in force when the event was received, that it triggers; in the order of their ids
 * @param history    what caps are counted in; read from its store only where a campaign is triggered
 * @param profile    the customer as others see it, once that is known
 * @param enriched   the event as others see it, once that is known
 * @param outputs    what goes out, in order
 * @param evicted    traits that had to make room
 */
public record Draft(
        String customerId,
        ReadEvent event,
        CustomerState customer,
        List<Version<Campaign>> triggered,
        DecisionHistory history,
        Optional<CustomerProfile> profile,
        Optional<EnrichedEvent> enriched,
        List<Output<?>> outputs,
        int evicted) {

    /** The draft that the first step gets. */
    public static Draft of(
            String customerId,
            ReadEvent event,
            CustomerState customer,
            List<Version<Campaign>> triggered,
            DecisionHistory history) {
        return new Draft(
                customerId, event, customer, triggered, history, Optional.empty(), Optional.empty(), List.of(), 0);
    }

    /** Whose event it is, as the sender names them: of this event or of one before it; null while the customer is anonymous. */
    public @Nullable String userId() {
        return event.getUserId() != null
                ? event.getUserId()
                : profile.map(CustomerProfile::getUserId).orElse(customer.getUserId());
    }

    /** With the customer changed. */
    public Draft with(CustomerState changed) {
        return new Draft(customerId, event, changed, triggered, history, profile, enriched, outputs, evicted);
    }

    /** With the history changed. */
    public Draft with(DecisionHistory changed) {
        return new Draft(customerId, event, customer, triggered, changed, profile, enriched, outputs, evicted);
    }

    /** With the customer as others see it. */
    public Draft with(CustomerProfile seen) {
        return new Draft(
                customerId, event, customer, triggered, history, Optional.of(seen), enriched, outputs, evicted);
    }

    /** With the event as others see it. */
    public Draft with(EnrichedEvent seen) {
        return new Draft(customerId, event, customer, triggered, history, profile, Optional.of(seen), outputs, evicted);
    }

    /** With one more record that goes out. */
    public Draft and(Output<?> output) {
        var more = new ArrayList<Output<?>>(outputs.size() + 1);
        more.addAll(outputs);
        more.add(output);
        return new Draft(customerId, event, customer, triggered, history, profile, enriched, more, evicted);
    }

    /** With so many more traits that had to make room. */
    public Draft evicting(int traits) {
        return new Draft(customerId, event, customer, triggered, history, profile, enriched, outputs, evicted + traits);
    }
}
