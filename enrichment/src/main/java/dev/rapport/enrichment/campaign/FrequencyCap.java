package dev.rapport.enrichment.campaign;

import java.time.Duration;

/**
 * How often one customer may be written to.
 *
 * @param messages max, at least 1
 * @param per      in which time
 * @param scope    which messages count
 */
public record FrequencyCap(int messages, Per per, Scope scope) {
    /** Which messages of a customer count. */
    public enum Scope {
        /** Those of the campaign. */
        CAMPAIGN,
        /** Those of all campaigns on its channel. */
        CHANNEL,
        /** All of them. */
        GLOBAL
    }

    /** The time that a cap is counted in. */
    public sealed interface Per {
        /** Any span of this length. */
        record Span(Duration length) implements Per {}

        /** A day of the customer's calendar, in their time zone. */
        record LocalDay() implements Per {}
    }

    /** A cap on the campaign itself, in any span of some length. */
    public static FrequencyCap ofCampaign(int messages, Duration span) {
        return new FrequencyCap(messages, new Per.Span(span), Scope.CAMPAIGN);
    }
}
