package dev.rapport.benchmarks.app;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.event.StandardEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shop's events by number: the same number, the same event. */
final class ShopEvents {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final int VISITORS = 10_000;
    static final int PRODUCTS = 500;
    /** Every twentieth event is an order. */
    private static final int ORDER_EVERY = 20;

    private static final String CURRENCY = "EUR";
    private static final String SOURCE = "bench";

    private static final String SESSION = "0123456789abcdef0123456789abcdef";
    private static final Product PRODUCT = product(17);
    private static final String PROPERTIES = "{\"product_id\":\"p-17\",\"name\":\"Garden lamp 17\","
            + "\"category\":\"lamps\",\"price\":10.07,\"currency\":\"EUR\"}";

    private ShopEvents() {}

    private static Product product(int number) {
        return Product.newBuilder()
                .setProductId("p-" + number)
                .setName("Garden lamp " + number)
                .setCategory("lamps")
                .setPrice(new Money(minor(number), CURRENCY))
                .build();
    }

    /** Key of an event, as capture would choose it. */
    static String visitor(int number) {
        return "visitor-" + number % VISITORS;
    }

    /** An event as a browser sends it, about 500 bytes of JSON. */
    static String json(int number, String visitor) {
        var product = number % PRODUCTS;
        var details = isOrder(number)
                ? "\"order_id\":\"o-" + number + "\",\"revenue\":" + price(number) + ",\"currency\":\"" + CURRENCY
                        + "\""
                : "\"product_id\":\"p-" + product + "\",\"name\":\"Garden lamp " + product
                        + "\",\"category\":\"lamps\",\"price\":" + price(number) + ",\"currency\":\"" + CURRENCY + "\"";
        return "{\"type\":\"track\",\"messageId\":\"m-" + number + "\",\"anonymousId\":\"" + visitor
                + "\",\"event\":\"" + name(number) + "\",\"timestamp\":\"" + at(number) + "\",\"properties\":{"
                + details
                + "},\"context\":{\"library\":{\"name\":\"analytics.js\",\"version\":\"4.1.0\"},\"locale\":\"en-GB\","
                + "\"page\":{\"path\":\"/lamps/" + product + "\",\"url\":\"https://shop.example/lamps/" + product
                + "\"},\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\"}}";
    }

    /** An event as a lean server SDK sends it, about 300 bytes of JSON. */
    static String leanJson(int number) {
        var product = number % PRODUCTS;
        return "{\"type\":\"track\",\"messageId\":\"m-" + number + "\",\"anonymousId\":\"" + visitor(number)
                + "\",\"event\":\"" + StandardEvents.PRODUCT_VIEWED + "\",\"timestamp\":\"" + at(number)
                + "\",\"properties\":{\"product_id\":\"p-" + product + "\",\"name\":\"Garden lamp " + product
                + "\",\"price\":" + price(number) + ",\"currency\":\"" + CURRENCY
                + "\"},\"context\":{\"locale\":\"en-GB\",\"page\":{\"url\":\"https://shop.example/lamps/" + product
                + "\"}}}";
    }

    /** What capture makes of it. */
    static CapturedEvent captured(int number) {
        return captured(number, visitor(number));
    }

    /** The same of another visitor. */
    static CapturedEvent captured(int number, String visitor) {
        return captured(number, visitor, EventType.TRACK, name(number), json(number, visitor));
    }

    /** A visitor is identified, with name, language and address, and consents. */
    static CapturedEvent introduction(int number, String visitor) {
        var json = "{\"type\":\"identify\",\"messageId\":\"m-" + number + "\",\"anonymousId\":\"" + visitor
                + "\",\"timestamp\":\"" + at(number) + "\",\"traits\":{\"firstName\":\"Ada\",\"language\":\"en\","
                + "\"email\":\"" + visitor + "@shop.example\",\"consents\":{\"marketing\":true}}}";
        return captured(number, visitor, EventType.IDENTIFY, null, json);
    }

    private static CapturedEvent captured(
            int number, String visitor, EventType type, @Nullable String name, String json) {
        return CapturedEvent.newBuilder()
                .setMessageId("m-" + number)
                .setType(type)
                .setName(name)
                .setAnonymousId(visitor)
                .setOccurredAt(at(number))
                .setReceivedAt(at(number))
                .setSourceId(SOURCE)
                .setPayload(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** Before the first event. */
    static Instant before() {
        return START.minus(Duration.ofDays(1));
    }

    /** What enrichment makes of it. */
    static EnrichedEvent enriched(int number) {
        var order = isOrder(number);
        return EnrichedEvent.newBuilder()
                .setMessageId("m-" + number)
                .setCustomerId(visitor(number))
                .setAnonymousId(visitor(number))
                .setSessionId("s-" + number / VISITORS + "-" + visitor(number))
                .setType(EventType.TRACK)
                .setName(name(number))
                .setOccurredAt(at(number))
                .setReceivedAt(at(number))
                .setSourceId(SOURCE)
                .setProperties("{\"price\":" + price(number) + ",\"currency\":\"" + CURRENCY + "\"}")
                .setOrderId(order ? "o-" + number : null)
                .setRevenue(order ? new Money(minor(number), CURRENCY) : null)
                .setUtmSource(number % 3 == 0 ? "newsletter" : null)
                .build();
    }

    /** What enrichment makes of it, without reading it: as long, and of the same sender. */
    static EnrichedEvent enriched(CapturedEvent event) {
        return EnrichedEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setCustomerId(String.valueOf(event.getAnonymousId()))
                .setAnonymousId(event.getAnonymousId())
                .setSessionId(SESSION)
                .setType(event.getType())
                .setName(event.getName())
                .setOccurredAt(event.getOccurredAt())
                .setReceivedAt(event.getReceivedAt())
                .setSourceId(event.getSourceId())
                .setProperties(PROPERTIES)
                .setProducts(List.of(PRODUCT))
                .build();
    }

    /** The customer after an event, without merging anything; a visitor looks at one product only. */
    static CustomerProfile profile(EnrichedEvent event, @Nullable CustomerProfile before) {
        return CustomerProfile.newBuilder()
                .setCustomerId(event.getCustomerId())
                .setViewedProducts(List.of(PRODUCT))
                .setEventCount(before == null ? 1 : before.getEventCount() + 1)
                .setOrderCount(0)
                .setLanguage("en")
                .setFirstSeenAt(before == null ? event.getOccurredAt() : before.getFirstSeenAt())
                .setLastSeenAt(event.getOccurredAt())
                .build();
    }

    private static boolean isOrder(int number) {
        // Shifted with every lap over the visitors, so that all of them order in time.
        return (number + number / VISITORS) % ORDER_EVERY == 0;
    }

    private static String name(int number) {
        return isOrder(number) ? StandardEvents.ORDER_COMPLETED : StandardEvents.PRODUCT_VIEWED;
    }

    private static Instant at(int number) {
        return START.plus(Duration.ofMillis(10L * number));
    }

    private static long minor(int number) {
        return 990L + number % 9_000;
    }

    private static String price(int number) {
        var minor = minor(number);
        return minor / 100 + "." + minor / 10 % 10 + minor % 10;
    }
}
