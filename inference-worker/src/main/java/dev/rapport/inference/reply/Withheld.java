package dev.rapport.inference.reply;

import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import java.util.List;

/** What is left of a reply that is not sent after all: what it is about and how it came to be, but no text of any kind. */
public final class Withheld {
    /** Refusal when the reply is larger than a record may be. */
    public static final String REPLY_TOO_LARGE = "reply-too-large";
    /** Refusal when the customer withdrew consent after the campaign had decided to write. */
    public static final String CONSENT_WITHDRAWN = "consent-withdrawn";
    /** Refusal when the campaign was paused after it had decided to write. */
    public static final String CAMPAIGN_PAUSED = "campaign-paused";

    private Withheld() {}

    /** For a reply that is too large to be published: without its product either, whose name may be what is large. */
    public static Reply tooLarge(Reply reply) {
        return without(reply, REPLY_TOO_LARGE).setProduct(null).build();
    }

    /** For a customer who does not want to be written to any more. */
    public static Reply consentWithdrawn(Reply reply) {
        return without(reply, CONSENT_WITHDRAWN).build();
    }

    /** For a campaign that is paused. */
    public static Reply campaignPaused(Reply reply) {
        return without(reply, CAMPAIGN_PAUSED).build();
    }

    private static Reply.Builder without(Reply reply, String refusal) {
        return Reply.newBuilder(reply)
                .setOutcome(ReplyOutcome.REFUSED)
                .setText(null)
                .setCandidates(List.of())
                .setRefusal(refusal);
    }
}
