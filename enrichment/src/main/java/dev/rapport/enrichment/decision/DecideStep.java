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
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.topic.Topics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What campaigns do about the event that triggers them. Everything that can speak against a message is checked before the
 * arm is drawn and in the same way for all, holdout customers too: HOLDOUT means that a message would have been sent. A
 * campaign that cannot decide is FAILED, and the others go on. See docs/adr/0012.
 */
public final class DecideStep implements Step {
    private final Catalogs catalogs;
    private final PromptWriter writer;
    private final Suppressions suppressions;

    public DecideStep(Catalogs catalogs, PromptWriter writer, Suppressions suppressions) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.suppressions = suppressions;
    }

    @Override
    public Draft apply(Draft draft) {
        var customer = draft.profile();
        if (customer.isEmpty() || draft.triggered().isEmpty()) {
            return draft;
        }
        // Outside of what may fail for one campaign: a store that fails is a fault of all.
        var suppressed = suppressions.firstOf(draft.view().getAddressKeys());
        var decided = draft;
        for (var version : draft.triggered()) {
            var campaign = Objects.requireNonNull(version.value());
            var inputs = List.of(used(campaign, version));
            decided = decideOrFail(new Case(campaign, decided, customer.get(), suppressed, inputs));
        }
        return decided;
    }

    private static InputVersion used(Campaign campaign, Version<Campaign> version) {
        return Inputs.version(InputKind.CAMPAIGN, campaign.id(), version.number(), version.effectiveAt());
    }

    private Draft decideOrFail(Case it) {
        try {
            return decide(it);
        } catch (RuntimeException e) {
            // Whatever it is: the decision says so and is counted by its reason.
            return failed(it, Optional.empty(), e.toString());
        }
    }

    private Draft decide(Case triggered) {
        var event = triggered.draft().event();
        var campaign = triggered.campaign();
        var tooOld = TriggerAge.of(event).exceeds(campaign.trigger().maxAge());
        if (tooOld.isPresent()) {
            return triggered.no(DecisionReason.TRIGGER_TOO_OLD, tooOld.get());
        }
        var permitted = triggered.usingConsents();
        if (!permitted.mayBeWrittenTo()) {
            return permitted.no(DecisionReason.NO_CONSENT);
        }
        var catalog = catalogs.at(event.getReceivedAt());
        var subject = Subjects.of(campaign.kind(), event.getProducts(), permitted.customer(), catalog);
        if (subject.isEmpty()) {
            return permitted
                    .using(Inputs.refusedProduct(event.getProducts(), catalog))
                    .no(DecisionReason.NO_PRODUCT, NoProduct.detail(event.getProducts(), catalog));
        }
        var named = permitted.using(Inputs.product(subject.get(), catalog));
        if (isCapped(named)) {
            return named.no(DecisionReason.FREQUENCY_CAP);
        }
        return draw(named, subject.get());
    }

    private static boolean isCapped(Case it) {
        var at = it.draft().event().getOccurredAt();
        return it.campaign()
                .pacing()
                .cap()
                .filter(cap -> Exposures.reached(
                        cap, it.campaign().id(), at, it.draft().exposures()))
                .isPresent();
    }

    private Draft draw(Case it, Subject subject) {
        var campaign = it.campaign();
        var event = it.draft().event();
        var assignment = Assignment.of(campaign, it.draft().customerId());
        var language = campaign.text().languages().forCustomer(it.customer().getLanguage());
        var variables = PromptVariables.of(assignment.writtenArm(), language, it.customer(), subject, event);
        PromptWriter.Written written;
        try {
            // For holdout customers too: those who could not be written to must be left out on both sides.
            written = writer.write(campaign.text().templates(), variables);
        } catch (TemplateException e) {
            return failed(it, Optional.of(assignment), String.valueOf(e.getMessage()));
        }
        var reason = assignment.isHoldout() ? DecisionReason.HOLDOUT : DecisionReason.SENT;
        var decision = it.decisions().decision(reason, Optional.of(assignment)).build();
        var decided = it.decided(decision)
                .with(Exposures.add(it.draft().history(), new Exposure(campaign.id(), event.getOccurredAt())));
        return assignment.isHoldout()
                ? decided
                : decided.and(new Output<>(
                        Topics.PROMPTS,
                        it.draft().customerId(),
                        it.decisions().prompt(decision, language, written, subject)));
    }

    private static Draft failed(Case it, Optional<Assignment> assignment, String why) {
        return it.decided(it.decisions()
                .decision(DecisionReason.FAILED, assignment)
                .setDetail(PromptText.clean(why, Case.MAX_DETAIL))
                .build());
    }
}
