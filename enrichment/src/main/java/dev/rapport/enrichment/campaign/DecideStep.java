package dev.rapport.enrichment.campaign;

import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.runtime.consent.Permission;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.id.DerivedId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign does about an event. Everything that can speak against a message is checked before the arm is drawn
 * and in the same way for all, holdout customers too: HOLDOUT means that a message would have been sent. See
 * docs/adr/0012.
 */
public final class DecideStep {
    private static final int MAX_DETAIL = 300;

    private final Catalog catalog;
    private final EventProperties properties;
    private final PromptWriter writer;
    private final Predicate<CustomerProfile> suppressed;

    /** @param suppressed whether a customer's e-mail address is not written to */
    public DecideStep(
            Catalog catalog, EventProperties properties, PromptWriter writer, Predicate<CustomerProfile> suppressed) {
        this.suppressed = suppressed;
        this.catalog = catalog;
        this.properties = properties;
        this.writer = writer;
    }

    /**
     * What was decided.
     *
     * @param prompt   present exactly when the reason is SENT
     * @param exposure what counts against caps from now on
     */
    public record Verdict(Decision decision, Optional<Prompt> prompt, Optional<Exposure> exposure) {}

    /** @return empty when the event does not trigger the campaign */
    public Optional<Verdict> decide(
            Campaign campaign, EnrichedEvent event, CustomerProfile customer, DecisionHistory history) {
        var name = event.getName();
        if (event.getType() != EventType.TRACK
                || name == null
                || !campaign.trigger().events().contains(name)) {
            return Optional.empty();
        }
        var age = Duration.between(event.getOccurredAt(), event.getReceivedAt());
        if (age.compareTo(campaign.trigger().maxAge()) > 0) {
            return Optional.of(no(campaign, event, name, DecisionReason.TRIGGER_TOO_OLD));
        }
        if (campaign.needsConsent() && !mayBeWrittenTo(campaign, customer)) {
            return Optional.of(no(campaign, event, name, DecisionReason.NO_CONSENT));
        }
        var subject = Subject.of(campaign.kind(), event, customer, catalog);
        if (subject.isEmpty()) {
            return Optional.of(no(campaign, event, name, DecisionReason.NO_PRODUCT));
        }
        if (campaign.cap().isPresent()
                && Exposures.reached(campaign.cap().get(), campaign.id(), event.getOccurredAt(), history)) {
            return Optional.of(no(campaign, event, name, DecisionReason.FREQUENCY_CAP));
        }
        return Optional.of(draw(campaign, event, name, customer, subject.get()));
    }

    private boolean mayBeWrittenTo(Campaign campaign, CustomerProfile customer) {
        return Permission.isGranted(customer.getConsents(), campaign.consent(), campaign.channel())
                && !(Channel.meantBy(campaign.channel()).contains(Channel.EMAIL) && suppressed.test(customer));
    }

    private Verdict draw(
            Campaign campaign, EnrichedEvent event, String name, CustomerProfile customer, Subject subject) {
        var assignment = Assignment.of(campaign, event.getCustomerId());
        var language = campaign.languages().forCustomer(customer.getLanguage());
        var variables =
                PromptVariables.of(assignment.writtenArm(), language, customer, subject, event, properties.of(event));
        PromptWriter.Written written;
        try {
            // For holdout customers too: whoever could not be written to must be left out on both sides.
            written = writer.write(campaign.templates(), variables);
        } catch (TemplateException e) {
            var failed = Decision.newBuilder(
                            decision(campaign, event, name, DecisionReason.TEMPLATE_FAILED, assignment))
                    .setDetail(PromptText.clean(e.getMessage(), MAX_DETAIL))
                    .build();
            return new Verdict(failed, Optional.empty(), Optional.empty());
        }
        var exposure = Optional.of(new Exposure(campaign.id(), event.getOccurredAt()));
        if (assignment.isHoldout()) {
            return new Verdict(
                    decision(campaign, event, name, DecisionReason.HOLDOUT, assignment), Optional.empty(), exposure);
        }
        var decision = decision(campaign, event, name, DecisionReason.SENT, assignment);
        var prompt = Prompt.newBuilder()
                .setPromptId(decision.getDecisionId())
                .setCustomerId(event.getCustomerId())
                .setCampaignId(campaign.id())
                .setCampaignVersion(campaign.version())
                .setTemplateSha256(DerivedId.sha256Hex(campaign.templates().prompt()))
                .setArm(assignment.arm())
                .setChannel(campaign.channel())
                .setLanguage(language)
                .setText(written.prompt())
                .setSeed(seed(decision.getDecisionId()))
                .setSampling(campaign.sampling())
                .setProduct(subject.product())
                .setMustMention(written.mustMention())
                .setFallbackText(written.fallback())
                .setRules(campaign.rules())
                .setConsent(Categories.normalized(campaign.consent()))
                .setTriggeredAt(event.getOccurredAt())
                .setTriggerReceivedAt(event.getReceivedAt())
                .setOrdered(campaign.ordered())
                .build();
        return new Verdict(decision, Optional.of(prompt), exposure);
    }

    private static Verdict no(Campaign campaign, EnrichedEvent event, String name, DecisionReason reason) {
        return new Verdict(decision(campaign, event, name, reason, null), Optional.empty(), Optional.empty());
    }

    private static Decision decision(
            Campaign campaign,
            EnrichedEvent event,
            String name,
            DecisionReason reason,
            @Nullable Assignment assignment) {
        var id = DerivedId.prompt(campaign.id(), campaign.version(), event.getCustomerId(), event.getMessageId());
        return Decision.newBuilder()
                .setDecisionId(id)
                .setCustomerId(event.getCustomerId())
                .setCampaignId(campaign.id())
                .setCampaignVersion(campaign.version())
                .setTriggerMessageId(event.getMessageId())
                .setTriggerName(name)
                .setReason(reason)
                .setArm(assignment == null ? null : assignment.arm())
                .setPropensity(assignment == null ? 1.0 : assignment.propensity())
                .setPromptId(reason == DecisionReason.SENT ? id : null)
                .setChannel(campaign.channel())
                .setDecidedAt(event.getOccurredAt())
                .build();
    }

    /** The first 52 bits of the prompt's id: never negative, and exact where numbers are doubles, as in JavaScript. */
    private static long seed(String promptId) {
        return Long.parseLong(promptId.substring(0, 13), 16);
    }
}
