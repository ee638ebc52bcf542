package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.consent.Suppressions.Suppressed;
import dev.rapport.enrichment.prompt.PromptText;
import dev.rapport.runtime.consent.Permission;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that is triggered, the event that does it, and the customer as the event left them.
 *
 * @param suppressed an address of the customer that is not written to
 * @param inputs     versions of what was looked at so far
 */
record Case(
        Campaign campaign,
        Draft draft,
        CustomerProfile customer,
        Optional<Suppressed> suppressed,
        List<InputVersion> inputs) {
    /** Longest detail of a decision, in characters. */
    static final int MAX_DETAIL = 300;

    Decisions decisions() {
        return new Decisions(campaign, draft, inputs);
    }

    Case using(Optional<InputVersion> input) {
        return using(input.stream().toList());
    }

    Case using(List<InputVersion> used) {
        if (used.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(inputs);
        more.addAll(used);
        return new Case(campaign, draft, customer, suppressed, more);
    }

    /** With what was looked at to know whether the customer may be written to. */
    Case usingConsents() {
        if (!campaign.audience().needsConsent()) {
            return this;
        }
        var consents = using(Inputs.consents(draft, campaign));
        return usesEmail() ? consents.using(suppressed.map(Inputs::suppression)) : consents;
    }

    boolean mayBeWrittenTo() {
        return !campaign.audience().needsConsent()
                || (Permission.isGranted(customer.getConsents(), campaign.audience().consent(), campaign.audience().channel())
                        && !(usesEmail() && suppressed.isPresent()));
    }

    private boolean usesEmail() {
        return Channel.meantBy(campaign.audience().channel()).contains(Channel.EMAIL);
    }

    /** Decided without a message. */
    Draft no(DecisionReason reason) {
        return no(reason, null);
    }

    /** @param detail values that led to it, null for none */
    Draft no(DecisionReason reason, @Nullable String detail) {
        return decided(decisions()
                .decision(reason, Optional.empty())
                .setDetail(PromptText.clean(detail, MAX_DETAIL))
                .build());
    }

    Draft decided(Decision decision) {
        return draft.and(new Output<>(Topics.DECISIONS, draft.customerId(), decision));
    }
}
