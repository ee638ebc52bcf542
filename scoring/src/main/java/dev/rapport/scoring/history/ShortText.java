package dev.rapport.scoring.history;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.scoring.state.Exposure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are short enough to be remembered and to name counts. Customers and shops can send texts of any length; a
 * history holds hundreds of them and has to fit into one record.
 */
final class ShortText {
    /** Max length of a text in UTF-8 that stays as it is. */
    static final int MAX_BYTES = 200;

    private static final int KEPT_BYTES = 160;
    private static final int HASH_CHARS = 32;
    private static final int MAX_BYTES_A_CHAR = 3;

    private ShortText() {}

    /** The text, or its beginning and a hash of all of it, so that different texts stay different. */
    static String of(String text) {
        if (text.length() <= MAX_BYTES / MAX_BYTES_A_CHAR) {
            return text;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return text;
        }
        var end = KEPT_BYTES;
        while (isInsideCharacter(bytes[end])) {
            end--;
        }
        var hash = DerivedId.sha256Hex(text).substring(0, HASH_CHARS);
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "#" + hash;
    }

    /** The event with short texts where scoring looks; the properties stay. */
    static EnrichedEvent in(EnrichedEvent event) {
        if (!isAnyLong(
                event.getMessageId(),
                event.getSessionId(),
                event.getName(),
                event.getOrderId(),
                event.getLineId(),
                event.getPromptId(),
                event.getUtmSource())) {
            return event;
        }
        return EnrichedEvent.newBuilder(event)
                .setMessageId(of(event.getMessageId()))
                .setSessionId(of(event.getSessionId()))
                .setName(ofNullable(event.getName()))
                .setOrderId(ofNullable(event.getOrderId()))
                .setLineId(ofNullable(event.getLineId()))
                .setPromptId(ofNullable(event.getPromptId()))
                .setUtmSource(ofNullable(event.getUtmSource()))
                .build();
    }

    /** The decision with short texts. */
    static Decision in(Decision decision) {
        if (!isAnyLong(
                decision.getDecisionId(),
                decision.getCampaignId(),
                decision.getArm(),
                decision.getChannel(),
                decision.getPromptId(),
                decision.getTriggerName())) {
            return decision;
        }
        return Decision.newBuilder(decision)
                .setDecisionId(of(decision.getDecisionId()))
                .setCampaignId(of(decision.getCampaignId()))
                .setArm(ofNullable(decision.getArm()))
                .setChannel(of(decision.getChannel()))
                .setPromptId(ofNullable(decision.getPromptId()))
                .setTriggerName(of(decision.getTriggerName()))
                .build();
    }

    /** The reply with short texts where scoring looks; what was written stays. */
    static Reply in(Reply reply) {
        if (!isAnyLong(reply.getPromptId(), reply.getCampaignId(), reply.getArm(), reply.getChannel())) {
            return reply;
        }
        return Reply.newBuilder(reply)
                .setPromptId(of(reply.getPromptId()))
                .setCampaignId(of(reply.getCampaignId()))
                .setArm(of(reply.getArm()))
                .setChannel(of(reply.getChannel()))
                .build();
    }

    /** The exposure with short texts. */
    static Exposure in(Exposure exposure) {
        if (!isAnyLong(exposure.getCampaignId(), exposure.getArm(), exposure.getChannel(), exposure.getCauseId())) {
            return exposure;
        }
        return Exposure.newBuilder(exposure)
                .setCampaignId(of(exposure.getCampaignId()))
                .setArm(of(exposure.getArm()))
                .setChannel(of(exposure.getChannel()))
                .setCauseId(of(exposure.getCauseId()))
                .build();
    }

    private static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isAnyLong(@Nullable String... texts) {
        for (var text : texts) {
            if (text != null && of(text) != text) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInsideCharacter(byte utf8) {
        return (utf8 & 0xC0) == 0x80;
    }
}
