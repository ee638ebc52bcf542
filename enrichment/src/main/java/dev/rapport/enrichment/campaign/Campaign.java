package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.Sampling;
import dev.rapport.schemas.consent.Purposes;
import java.util.List;
import java.util.Optional;

/**
 * A campaign whose rules hold.
 *
 * @param id        kebab-case; salt of the assignment, so a new version keeps every customer's arm
 * @param version   counted from 1
 * @param kind      what it writes about
 * @param trigger   what makes it decide
 * @param goal      event that it wants to cause
 * @param channel   where replies are delivered
 * @param consent   category that the customer has to have granted, or {@link Purposes#NONE}
 * @param holdout   share of eligible customers that get nothing
 * @param cap       how often it may write to one customer, if limited
 * @param arms      at least one, weights adding up to the whole
 * @param languages languages it writes in
 * @param sampling  how candidates are drawn
 * @param ordered   whether a customer's replies keep the order of the prompts
 * @param rules     what it asks of its replies
 * @param templates what it writes with
 */
public record Campaign(
        String id,
        int version,
        CampaignKind kind,
        Trigger trigger,
        String goal,
        String channel,
        String consent,
        Share holdout,
        Optional<FrequencyCap> cap,
        List<Arm> arms,
        Languages languages,
        Sampling sampling,
        boolean ordered,
        ReplyRules rules,
        Templates templates) {
    public Campaign {
        arms = List.copyOf(arms);
    }

    /** Whether it writes only to customers who agreed. */
    public boolean needsConsent() {
        return Purposes.needsConsent(consent);
    }
}
