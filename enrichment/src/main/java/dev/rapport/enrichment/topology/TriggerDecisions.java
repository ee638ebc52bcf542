package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CustomerProfile;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * How a campaign decides about what is no event of its own: it changes nothing of the customer, and is part of no session.
 *
 * @param drafts   the state of customers
 * @param profiles the customer as others see it
 * @param step     decides
 */
record TriggerDecisions(CustomerDrafts drafts, PublishStep profiles, Step step) {
    /**
     * Decides, and remembers what caps count.
     *
     * @param trigger of a fragment of the customer
     * @param isMeant whether the campaign decides about the customer at all
     */
    void decide(
            String customerId,
            Customer customer,
            ReadEvent trigger,
            Version<Campaign> campaign,
            BiPredicate<Campaign, CustomerProfile> isMeant,
            Consumer<Output<?>> outputs) {
        var first = drafts.open(customerId, trigger, customer, List.of(campaign));
        var profile = profiles.profile(customerId, first.view());
        if (!isMeant.test(Objects.requireNonNull(campaign.value()), profile)) {
            return;
        }
        var last = step.apply(first.with(profile));
        var unused = drafts.write(customer, first, last);
        last.outputs().forEach(outputs);
    }
}
