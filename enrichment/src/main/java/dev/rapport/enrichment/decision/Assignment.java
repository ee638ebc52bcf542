package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.schemas.campaign.Arms;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The arm of a customer in a campaign: the same at every trigger and in every version.
 *
 * @param arm        name of the arm, {@link Arms#HOLDOUT} included
 * @param propensity probability with which a customer is drawn into it, in (0, 1]
 * @param writtenArm the arm whose text is written; for a holdout customer the one whose text would have been
 */
public record Assignment(String arm, double propensity, String writtenArm) {

    /** Draws by the hash of campaign and customer: the first buckets are the holdout, the rest goes by weight. */
    public static Assignment of(Campaign campaign, String customerId) {
        var bucket = bucket(campaign.id(), customerId);
        var held = campaign.experiment().holdout().buckets();
        if (bucket < held) {
            var written = armAt(campaign, (double) bucket / held);
            return new Assignment(Arms.HOLDOUT, campaign.experiment().holdout().probability(), written.name());
        }
        var treated = Share.WHOLE - held;
        var arm = armAt(campaign, (double) (bucket - held) / treated);
        return new Assignment(arm.name(), arm.weight().probability() * treated / Share.WHOLE, arm.name());
    }

    boolean isHoldout() {
        return arm.equals(Arms.HOLDOUT);
    }

    /** 0 to 9,999, uniform over customers and independent between campaigns. */
    static int bucket(String campaignId, String customerId) {
        var salted = (campaignId + ":" + customerId).getBytes(StandardCharsets.UTF_8);
        return Integer.remainderUnsigned(MurmurHash3.hash32x86(salted), Share.WHOLE);
    }

    /** @param position in [0, 1) */
    private static Arm armAt(Campaign campaign, double position) {
        var upTo = 0;
        for (var arm : campaign.experiment().arms()) {
            upTo += arm.weight().buckets();
            if (position * Share.WHOLE < upTo) {
                return arm;
            }
        }
        throw new IllegalStateException("weights of campaign " + campaign.id() + " do not add up to 100%");
    }
}
