package dev.rapport.enrichment.step;

import dev.rapport.runtime.consent.ConsentWords;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Withdrawal;
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
 * @param lineId          line of the order that the event is, if it says that it is one
 * @param revenue         revenue, if it names one
 * @param promptId        prompt whose reply it is an engagement with
 * @param utmSource       {@code context.campaign.source}
 * @param contextLanguage ISO 639-1 code of {@code context.locale}
 * @param consents        what it says about consent
 */
public record EventFacts(
        Map<String, @Nullable Object> properties,
        List<Product> products,
        Optional<String> orderId,
        Optional<String> lineId,
        Optional<Money> revenue,
        Optional<String> promptId,
        Optional<String> utmSource,
        Optional<String> contextLanguage,
        ConsentWords consents) {
    /** Of an event that is not taken whole: only what it withdraws. */
    static EventFacts withdrawing(Withdrawal withdrawal) {
        return new EventFacts(
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ConsentWords.of(withdrawal));
    }
}
