package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The records that a campaign's decision about an event is published in.
 *
 * @param inputs versions of the control inputs that it used
 */
record Decisions(Campaign campaign, Draft draft, List<InputVersion> inputs) {
    /** @param assignment empty where no arm was drawn */
    Decision.Builder decision(DecisionReason reason, Optional<Assignment> assignment) {
        var trigger = draft.event();
        var id = DerivedId.prompt(campaign.id(), trigger.getSourceId(), trigger.getMessageId());
        return Decision.newBuilder()
                .setDecisionId(id)
                .setCustomerId(draft.customerId())
                .setFragmentId(draft.owner().namedFragment())
                .setUserId(draft.userId())
                .setCampaignId(campaign.id())
                .setCampaignVersion(campaign.version())
                .setTriggerMessageId(trigger.getMessageId())
                .setTriggerName(String.valueOf(trigger.getName()))
                .setReason(reason)
                .setArm(assignment.map(Assignment::arm).orElse(null))
                .setPropensity(assignment.map(Assignment::propensity).orElse(1.0))
                .setPromptId(reason == DecisionReason.SENT ? id : null)
                .setChannel(campaign.audience().channel())
                .setDecidedAt(Instant.ofEpochMilli(trigger.getOccurredAt()))
                .setInputs(inputs)
                .setLastReplyPromptId(draft.view().getLastReplyPromptId());
    }

    /** @param sent the decision that the prompt follows from */
    Prompt prompt(Decision sent, String language, PromptWriter.Written written, Subject subject) {
        var trigger = draft.event();
        return Prompt.newBuilder()
                .setPromptId(sent.getDecisionId())
                .setCustomerId(draft.customerId())
                .setFragmentId(draft.owner().namedFragment())
                .setUserId(draft.userId())
                .setAnonymousId(draft.userId() == null ? trigger.getAnonymousId() : null)
                .setCampaignId(campaign.id())
                .setCampaignVersion(campaign.version())
                .setTemplateSha256(DerivedId.sha256Hex(campaign.text().templates().prompt()))
                .setArm(String.valueOf(sent.getArm()))
                .setChannel(campaign.audience().channel())
                .setLanguage(language)
                .setText(written.prompt())
                .setSeed(seed(sent.getDecisionId()))
                .setSampling(campaign.text().sampling())
                .setProduct(subject.product())
                .setMustMention(written.mustMention())
                .setFallbackText(written.fallback())
                .setRules(campaign.text().rules())
                .setPurpose(Categories.normalized(campaign.audience().consent()))
                .setTriggeredAt(Instant.ofEpochMilli(trigger.getOccurredAt()))
                .setTriggerReceivedAt(Instant.ofEpochMilli(trigger.getReceivedAt()))
                .setOrdered(campaign.pacing().ordered())
                .build();
    }

    /** The first 52 bits of the prompt's id: never negative, and exact where numbers are doubles, as in JavaScript. */
    private static long seed(String promptId) {
        return Long.parseLong(promptId.substring(0, 13), 16);
    }
}
