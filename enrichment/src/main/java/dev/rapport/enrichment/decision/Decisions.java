package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.prompt.PromptText;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.runtime.consent.Categories;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;

/** The records that a campaign's decision about an event is published and remembered in. */
final class Decisions {
    /** Longest detail of a decision, in characters. */
    private static final int MAX_DETAIL = 300;

    private Decisions() {}

    /** What the gates came to. */
    static Decision decision(GateWalk walk) {
        var it = walk.last();
        var trigger = it.event();
        var assignment = it.assignment();
        return Decision.newBuilder()
                .setDecisionId(it.id())
                .setCustomerId(it.draft().customerId())
                .setFragmentId(it.draft().owner().namedFragment())
                .setUserId(it.draft().userId())
                .setCampaignId(it.campaign().id())
                .setCampaignVersion(it.campaign().version())
                .setTriggerMessageId(trigger.getMessageId())
                .setTriggerName(String.valueOf(trigger.getName()))
                .setReason(walk.reason())
                .setArm(assignment == null ? null : assignment.arm())
                .setPropensity(assignment == null ? 1.0 : assignment.propensity())
                .setPromptId(walk.reason() == DecisionReason.SENT ? it.id() : null)
                .setChannel(it.campaign().audience().channel())
                .setDecidedAt(it.at())
                .setDetail(PromptText.clean(walk.detail(), MAX_DETAIL))
                .setInputs(it.inputs())
                .setLastReplyPromptId(it.person().state().getLastReplyPromptId())
                .setGates(walk.results())
                .build();
    }

    /** @param sent the decision that the prompt follows from */
    static Prompt prompt(Case it, Decision sent) {
        var draft = it.draft();
        var trigger = it.event();
        var campaign = it.campaign();
        var letter = it.foundLetter();
        var time = it.foundSendTime();
        return Prompt.newBuilder()
                .setPromptId(sent.getDecisionId())
                .setCustomerId(draft.customerId())
                .setFragmentId(draft.owner().namedFragment())
                .setUserId(draft.userId())
                .setAnonymousId(draft.userId() == null ? trigger.getAnonymousId() : null)
                .setCampaignId(campaign.id())
                .setCampaignVersion(campaign.version())
                .setTemplateSha256(
                        DerivedId.sha256Hex(campaign.text().templates().prompt()))
                .setArm(String.valueOf(sent.getArm()))
                .setChannel(campaign.audience().channel())
                .setLanguage(letter.language())
                .setText(letter.written().prompt())
                .setSeed(seed(sent.getDecisionId()))
                .setSampling(campaign.text().sampling())
                .setProduct(it.foundSubject().product())
                .setMustMention(letter.written().mustMention())
                .setFallbackText(letter.written().fallback())
                .setRules(campaign.text().rules())
                .setPurpose(Categories.normalized(campaign.audience().consent()))
                .setTriggeredAt(it.at())
                .setTriggerReceivedAt(Instant.ofEpochMilli(trigger.getReceivedAt()))
                .setOrdered(campaign.pacing().ordered())
                .setPriority(campaign.pacing().priority().ofPrompts())
                .setNotBefore(time.notBefore())
                .setExpiresAt(time.expiresAt())
                .build();
    }

    /** The history of the fragment with this message, sent or held back. */
    static DecisionHistory exposed(Case it) {
        return Exposures.add(
                it.draft().history(),
                Exposure.newBuilder()
                        .setCampaignId(it.campaign().id())
                        .setExposedAt(it.foundSendTime().earliest().toEpochMilli())
                        .setChannel(it.campaign().audience().channel())
                        .setTrigger(it.trigger())
                        .build());
    }

    /** The first 52 bits of the prompt's id: never negative, and exact where numbers are doubles, as in JavaScript. */
    private static long seed(String promptId) {
        return Long.parseLong(promptId.substring(0, 13), 16);
    }
}
