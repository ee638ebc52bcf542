package dev.rapport.ingestion.enrichment.step;

import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the payload of an event says.
 *
 * @param properties      properties (track, page, screen) or traits (identify, group) as sent
 * @param products        products in the order sent
 * @param orderId         order, if it names one
 * @param revenue         revenue, if it names one
 * @param promptId        prompt whose reply it is an engagement with
 * @param utmSource       {@code context.campaign.source}
 * @param contextLanguage ISO 639-1 code of {@code context.locale}
 * @param carriedConsents preferences that travel with every event: {@code context.consent.categoryPreferences}
 * @param statedConsents  consents the customer gave or withdrew with this very event
 */
public record EventFacts(
        Map<String, @Nullable Object> properties,
        List<Product> products,
        Optional<String> orderId,
        Optional<Money> revenue,
        Optional<String> promptId,
        Optional<String> utmSource,
        Optional<String> contextLanguage,
        Map<String, Boolean> carriedConsents,
        Map<String, Boolean> statedConsents) {}
