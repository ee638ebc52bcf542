package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.Suppressions;
import dev.rapport.enrichment.prompt.PromptText;
import dev.rapport.enrichment.prompt.PromptVariables;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.runtime.consent.Permission;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What campaigns do about the event that triggers them. Everything that can speak against a message is checked before the
 * arm is drawn and in the same way for all, holdout customers too: HOLDOUT means that a message would have been sent. See
 * docs/adr/0012.
 */
public final class DecideStep implements Step {
    private static final int MAX_DETAIL = 300;

    private final Catalogs catalogs;
    private final PromptWriter writer;
    private final Suppressions suppressions;

    public DecideStep(Catalogs catalogs, PromptWriter writer, Suppressions suppressions) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.suppressions = suppressions;
    }

    /**
     * A campaign that is triggered, the event that does it, and the customer as the event left them.
     *
     * @param inputs versions of what was looked at so far
     */
    record Case(Campaign campaign, Draft draft, CustomerProfile customer, List<InputVersion> inputs) {
        Decisions decisions() {
            return new Decisions(campaign, draft, inputs);
        }

        Case using(Optional<InputVersion> input) {
            if (input.isEmpty()) {
                return this;
            }
            var more = new ArrayList<>(inputs);
            more.add(input.get());
            return new Case(campaign, draft, customer, more);
        }
    }

    @Override
    public Draft apply(Draft draft) {
        var customer = draft.profile();
        if (customer.isEmpty()) {
            return draft;
        }
        var decided = draft;
        for (var version : draft.triggered()) {
            var campaign = Objects.requireNonNull(version.value());
            var input = Inputs.version(InputKind.CAMPAIGN, campaign.id(), version.number(), version.effectiveAt());
            decided = decide(new Case(campaign, decided, customer.get(), List.of(input)));
        }
        return decided;
    }

    private Draft decide(Case it) {
        var event = it.draft().event();
        var campaign = it.campaign();
        if (event.getReceivedAt() - event.getOccurredAt()
                > campaign.trigger().maxAge().toMillis()) {
            return no(it, DecisionReason.TRIGGER_TOO_OLD);
        }
        var asked = campaign.needsConsent() ? it.using(Inputs.consent(it.draft(), campaign)) : it;
        if (campaign.needsConsent() && !mayBeWrittenTo(it)) {
            return no(asked, DecisionReason.NO_CONSENT);
        }
        var catalog = catalogs.at(event.getReceivedAt());
        var subject = Subjects.of(campaign.kind(), event.getProducts(), it.customer(), catalog);
        if (subject.isEmpty()) {
            return no(asked, DecisionReason.NO_PRODUCT);
        }
        var named = asked.using(Inputs.product(subject.get(), catalog));
        if (campaign.cap().isPresent()
                && Exposures.reached(
                        campaign.cap().get(),
                        campaign.id(),
                        event.getOccurredAt(),
                        it.draft().history())) {
            return no(named, DecisionReason.FREQUENCY_CAP);
        }
        return draw(named, subject.get());
    }

    private boolean mayBeWrittenTo(Case it) {
        var channel = it.campaign().channel();
        return Permission.isGranted(it.customer().getConsents(), it.campaign().consent(), channel)
                && !(Channel.meantBy(channel).contains(Channel.EMAIL)
                        && suppressions.anyOf(it.draft().customer().getAddressKeys()));
    }

    private Draft draw(Case it, Subject subject) {
        var campaign = it.campaign();
        var event = it.draft().event();
        var assignment = Assignment.of(campaign, it.draft().customerId());
        var language = campaign.languages().forCustomer(it.customer().getLanguage());
        var variables = PromptVariables.of(assignment.writtenArm(), language, it.customer(), subject, event);
        PromptWriter.Written written;
        try {
            // For holdout customers too: whoever could not be written to must be left out on both sides.
            written = writer.write(campaign.templates(), variables);
        } catch (TemplateException e) {
            var failed = it.decisions()
                    .decision(DecisionReason.TEMPLATE_FAILED, Optional.of(assignment))
                    .setDetail(PromptText.clean(e.getMessage(), MAX_DETAIL))
                    .build();
            return it.draft().and(new Output<>(Topics.DECISIONS, it.draft().customerId(), failed));
        }
        var reason = assignment.isHoldout() ? DecisionReason.HOLDOUT : DecisionReason.SENT;
        var decision = it.decisions().decision(reason, Optional.of(assignment)).build();
        var decided = it.draft()
                .with(Exposures.add(it.draft().history(), new Exposure(campaign.id(), event.getOccurredAt())))
                .and(new Output<>(Topics.DECISIONS, it.draft().customerId(), decision));
        return assignment.isHoldout()
                ? decided
                : decided.and(new Output<>(
                        Topics.PROMPTS,
                        it.draft().customerId(),
                        it.decisions().prompt(decision, language, written, subject)));
    }

    private static Draft no(Case it, DecisionReason reason) {
        var decision = it.decisions().decision(reason, Optional.empty()).build();
        return it.draft().and(new Output<>(Topics.DECISIONS, it.draft().customerId(), decision));
    }
}
