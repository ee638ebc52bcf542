package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.schemas.campaign.Arms;

/**
 * The arm of a customer in a campaign: the same at every trigger and in every version.
 *
 * @param arm        name of the arm, {@link Arms#HOLDOUT} included
 * @param propensity probability with which a customer is drawn into it, in (0, 1]
 * @param writtenArm the arm whose text is written; for a holdout customer the one whose text would have been
 * @param bucket     what was drawn, 0 to 9,999
 */
public record Assignment(String arm, double propensity, String writtenArm, int bucket) {

    /** Draws by the hash of campaign and customer: the first buckets are the holdout, the rest goes by weight. */
    public static Assignment of(Campaign campaign, String customerId) {
        var bucket = Buckets.of(campaign.id(), customerId);
        var holdout = campaign.experiment().holdout();
        var held = holdout.buckets();
        if (bucket < held) {
            var written = armAt(campaign, (double) bucket / held);
            return new Assignment(Arms.HOLDOUT, holdout.probability(), written.name(), bucket);
        }
        var treated = Share.WHOLE - held;
        var arm = armAt(campaign, (double) (bucket - held) / treated);
        return new Assignment(arm.name(), arm.weight().probability() * treated / Share.WHOLE, arm.name(), bucket);
    }

    boolean isHoldout() {
        return arm.equals(Arms.HOLDOUT);
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
