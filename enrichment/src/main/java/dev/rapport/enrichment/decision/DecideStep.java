package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.condition.Verdict.NoMatch;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.Suppressions;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.topic.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What campaigns do about the event that triggers them: each takes it through all gates up to the first that speaks against a
 * message, and the decision says what they saw. Campaigns decide by priority, then by id, each knowing what those before it
 * did. A campaign that cannot decide is FAILED, and the others go on. See docs/adr/0012 and 0125.
 */
public final class DecideStep implements Step {
    /** Among equals the order in which they come stays: that of their ids. */
    private static final Comparator<Version<Campaign>> BY_PRIORITY =
            Comparator.comparing(version -> campaign(version).pacing().priority());

    private final List<Gate> gates;
    private final Suppressions suppressions;
    private final Json json;

    public DecideStep(
            Catalogs catalogs, Recommender recommender, PromptWriter writer, Suppressions suppressions, Json json) {
        this.gates = Gates.inOrder(catalogs, recommender, writer, json);
        this.suppressions = suppressions;
        this.json = json;
    }

    @Override
    public Draft apply(Draft draft) {
        var customer = draft.profile();
        if (customer.isEmpty() || draft.triggered().isEmpty()) {
            return draft;
        }
        // Outside of what may fail for one campaign: a store that fails is a fault of all.
        var state = draft.view();
        var person = new Person(customer.get(), state, suppressions.firstOf(state.getAddressKeys()));
        var decided = draft;
        for (var version : inOrder(draft.triggered())) {
            decided = decide(decided, person, version);
        }
        return decided;
    }

    /** One of which it cannot be told is decided, and the decision says so. */
    private boolean isTriggered(Draft draft, Person person, Campaign campaign) {
        return TriggerCondition.of(campaign)
                .map(when -> when.matches(TriggerCondition.context(draft, person, json)))
                .filter(NoMatch.class::isInstance)
                .isEmpty();
    }

    private Draft decide(Draft draft, Person person, Version<Campaign> version) {
        var campaign = campaign(version);
        var definition = Inputs.version(InputKind.CAMPAIGN, campaign.id(), version.number(), version.effectiveAt());
        var walk = new GateWalk(Case.of(campaign, draft, person, definition));
        try {
            return isTriggered(draft, person, campaign) ? decided(walk, draft) : draft;
        } catch (RuntimeException e) {
            walk.fail(e);
            return draft.and(new Output<>(Topics.DECISIONS, draft.customerId(), Decisions.decision(walk)));
        }
    }

    private Draft decided(GateWalk walk, Draft draft) {
        walk.through(gates);
        var it = walk.last();
        var decision = Decisions.decision(walk);
        var decided = draft.and(new Output<>(Topics.DECISIONS, draft.customerId(), decision));
        return switch (walk.reason()) {
            case SENT ->
                decided.with(Decisions.exposed(it))
                        .and(new Output<>(Topics.PROMPTS, draft.customerId(), Decisions.prompt(it, decision)));
            case HOLDOUT -> decided.with(Decisions.exposed(it));
            default -> decided;
        };
    }

    private static List<Version<Campaign>> inOrder(List<Version<Campaign>> triggered) {
        return triggered.size() < 2
                ? triggered
                : triggered.stream().sorted(BY_PRIORITY).toList();
    }

    private static Campaign campaign(Version<Campaign> version) {
        return Objects.requireNonNull(version.value());
    }
}
