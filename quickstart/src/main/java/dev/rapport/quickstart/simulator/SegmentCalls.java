package dev.rapport.quickstart.simulator;

import dev.rapport.schemas.consent.Purposes;
import dev.rapport.schemas.event.StandardEvents;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls of one shopper in Segment's format, without time and messageId. */
final class SegmentCalls {
    private final Shopper shopper;

    SegmentCalls(Shopper shopper) {
        this.shopper = shopper;
    }

    Map<String, Object> identify() {
        var call = call("identify", true);
        call.put(
                "traits",
                Map.of(
                        "firstName", shopper.firstName(),
                        "language", shopper.language(),
                        "email", shopper.userId() + "@example.com"));
        context(call).put("consent", Map.of("categoryPreferences", Map.of(Purposes.MARKETING, shopper.consents())));
        return call;
    }

    Map<String, Object> page(boolean known, String name) {
        var call = call("page", known);
        call.put("name", name);
        call.put("properties", Map.of("path", "/" + name.toLowerCase(java.util.Locale.ROOT)));
        return call;
    }

    /** The page that a reply's link leads to. */
    Map<String, Object> landing(String promptId) {
        var call = page(true, "Landing");
        call.put("properties", Map.of("path", "/landing", "prompt_id", promptId));
        return call;
    }

    /** A page view that an advertisement or another newsletter led to. */
    Map<String, Object> arrival(boolean known, String source) {
        var call = page(known, "Home");
        context(call).put("campaign", Map.of("source", source));
        return call;
    }

    Map<String, Object> product(boolean known, String event, ShopProduct product) {
        return track(known, event, describe(product));
    }

    Map<String, Object> order(String orderId, List<ShopProduct> products) {
        var total = products.stream().mapToLong(ShopProduct::priceMinor).sum();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("order_id", orderId);
        properties.put("revenue", major(total));
        properties.put("currency", Catalogue.CURRENCY);
        properties.put("products", products.stream().map(SegmentCalls::describe).toList());
        return track(true, StandardEvents.ORDER_COMPLETED, properties);
    }

    Map<String, Object> email(String event, String promptId, String campaignId) {
        return track(true, event, Map.of("prompt_id", promptId, "campaign_id", campaignId));
    }

    /** An event that says neither who nor from which browser. */
    Map<String, Object> ofNobody() {
        var call = track(true, StandardEvents.PRODUCT_VIEWED, Map.of());
        call.remove("userId");
        call.remove("anonymousId");
        return call;
    }

    Map<String, Object> track(boolean known, String event, Map<String, Object> properties) {
        var call = call("track", known);
        call.put("event", event);
        call.put("properties", properties);
        return call;
    }

    private Map<String, Object> call(String type, boolean known) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", type);
        call.put("anonymousId", shopper.anonymousId());
        if (known) {
            call.put("userId", shopper.userId());
        }
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("locale", shopper.locale());
        call.put("context", context);
        return call;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> context(Map<String, Object> call) {
        return (Map<String, Object>) call.getOrDefault("context", new LinkedHashMap<>());
    }

    private static Map<String, Object> describe(ShopProduct product) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("product_id", product.productId());
        fields.put("name", product.name());
        fields.put("category", product.category());
        fields.put("brand", product.brand());
        fields.put("price", major(product.priceMinor()));
        fields.put("currency", Catalogue.CURRENCY);
        fields.put("quantity", 1);
        return fields;
    }

    private static BigDecimal major(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }
}
