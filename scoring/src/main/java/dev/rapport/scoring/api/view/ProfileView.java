package dev.rapport.scoring.api.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.schemas.CustomerProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who a customer is now. */
public record ProfileView(
        String customerId,
        @Nullable String userId,
        List<String> anonymousIds,
        JsonNode traits,
        @Nullable String firstName,
        @Nullable String language,
        Map<String, Boolean> consents,
        List<ProductView> viewedProducts,
        List<String> purchasedProductIds,
        long eventCount,
        long orderCount,
        Instant firstSeenAt,
        Instant lastSeenAt) {
    public static ProfileView of(CustomerProfile profile) {
        return new ProfileView(
                profile.getCustomerId(),
                profile.getUserId(),
                profile.getAnonymousIds(),
                traits(profile.getTraits()),
                profile.getFirstName(),
                profile.getLanguage(),
                new TreeMap<>(profile.getConsents()),
                ProductView.all(profile.getViewedProducts()),
                profile.getPurchasedProductIds(),
                profile.getEventCount(),
                profile.getOrderCount(),
                profile.getFirstSeenAt(),
                profile.getLastSeenAt());
    }

    private static JsonNode traits(String json) {
        try {
            return Json.strict().readTree(json);
        } catch (JsonProcessingException e) {
            // By contract it is JSON; if it is not, the text is shown as it is.
            return TextNode.valueOf(json);
        }
    }
}
