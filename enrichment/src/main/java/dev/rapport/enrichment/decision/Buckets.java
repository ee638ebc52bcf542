package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Share;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Draws of customers: MurmurHash3 of a salt and the customer into 10,000 buckets, uniform over customers and independent
 * between salts. A change here would move every customer of every running experiment.
 */
final class Buckets {
    private Buckets() {}

    /** Of a campaign's holdout and arms. */
    static int of(String campaignId, String customerId) {
        return draw(campaignId + ":" + customerId);
    }

    /** Of the campaigns of a layer. No campaign's id has a colon. */
    static int ofLayer(String layer, String customerId) {
        return draw("layer:" + layer + ":" + customerId);
    }

    /** Of those to whom a campaign is rolled out first: not the same who are held out. */
    static int ofRamp(String campaignId, String customerId) {
        return draw("ramp:" + campaignId + ":" + customerId);
    }

    private static int draw(String salted) {
        return Integer.remainderUnsigned(MurmurHash3.hash32x86(salted.getBytes(StandardCharsets.UTF_8)), Share.WHOLE);
    }
}
