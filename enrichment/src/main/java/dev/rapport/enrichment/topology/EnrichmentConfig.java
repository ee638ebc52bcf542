package dev.rapport.enrichment.topology;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;

/**
 * How events are enriched.
 *
 * @param defaultCurrency currency of amounts that name none, with a minor unit
 * @param sessionGap      event time without an event that ends a session, positive
 * @param catalogMaxAge   age of what a shop said of a product, up to which it is recommended; zero for no limit
 * @param recommendations what recommendations are learnt from
 * @param identity        what identifiers in keys are hashed with, as in capture
 */
public record EnrichmentConfig(
        Currency defaultCurrency,
        Duration sessionGap,
        Duration catalogMaxAge,
        RecommendationConfig recommendations,
        IdentityConfig identity) {
    public static final EnrichmentConfig DEFAULT = new EnrichmentConfig(
            Currency.getInstance("USD"),
            Duration.ofMinutes(30),
            Duration.ofDays(30),
            RecommendationConfig.DEFAULT,
            IdentityConfig.DEVELOPMENT);

    public EnrichmentConfig {
        Checks.atLeast(0, defaultCurrency.getDefaultFractionDigits(), "enrichment.default-currency");
        Checks.positive(sessionGap, "enrichment.session-gap");
        Checks.atLeast(0, catalogMaxAge.toMillis(), "enrichment.catalog.max-age");
    }

    /** From {@code enrichment.*} settings. */
    public static EnrichmentConfig from(ConfigReader in) {
        var currency = in.text(
                "enrichment.default-currency",
                DEFAULT.defaultCurrency.getCurrencyCode(),
                "ISO 4217 currency of amounts that name none.");
        var gap = in.duration(
                "enrichment.session-gap",
                DEFAULT.sessionGap,
                "Event time without an event that ends a customer's session.");
        var maxAge = in.duration(
                "enrichment.catalog.max-age",
                DEFAULT.catalogMaxAge,
                "A product that the shop has not confirmed for longer is not recommended; 0s for no limit. Products without a"
                        + " time of their own, such as those of enrichment.catalog.file, do not age.");
        var recommendations = RecommendationConfig.from(in);
        var identity = IdentityConfig.from(in);
        return in.build(
                () -> new EnrichmentConfig(currency(currency), gap, maxAge, recommendations, identity), () -> DEFAULT);
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("enrichment.default-currency=" + code + ": must be an ISO 4217 code", e);
        }
    }
}
