package dev.rapport.quickstart.letters;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.testkit.record.Records;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An hour of a shop, the same each time: visits of half a minute between two events, one event in a hundred marked. */
final class ShopHour {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int EVENTS_OF_A_CUSTOMER = 20;

    private ShopHour() {}

    /** Who consents, before the hour. */
    static List<CapturedEvent> arrivals(int events) {
        var arrivals = new ArrayList<CapturedEvent>();
        for (var customer = 0; customer < events / EVENTS_OF_A_CUSTOMER; customer++) {
            arrivals.add(event(
                    "arrival-" + customer,
                    customer,
                    EventType.IDENTIFY,
                    null,
                    Records.NOW.minusSeconds(60),
                    "\"traits\":{\"consents\":{\"marketing\":true}}"));
        }
        return arrivals;
    }

    static List<CapturedEvent> events(int events) {
        var random = new Random(7);
        var made = new ArrayList<CapturedEvent>(events);
        for (var n = 0; n < events; n++) {
            var at = Records.NOW.plusMillis(HOUR.toMillis() * n / events);
            var customer = random.nextInt(events / EVENTS_OF_A_CUSTOMER);
            var mark = n % 200 == 77 ? DefectiveJson.READING : n % 200 == 177 ? DefectiveJson.WRITING : "none";
            made.add(event(n, customer, random.nextInt(100), at, mark));
        }
        return made;
    }

    private static CapturedEvent event(int n, int customer, int kind, Instant at, String mark) {
        var product =
                "\"product_id\":\"lamp-" + n % 50 + "\",\"name\":\"Lamp\",\"price\":39.9,\"mark\":\"" + mark + "\"";
        if (kind < 10) {
            return event(
                    "m-" + n,
                    customer,
                    EventType.TRACK,
                    "Order Completed",
                    at,
                    "\"properties\":{\"order_id\":\"o-" + n + "\",\"revenue\":" + (n % 90 + 10) + "," + product + "}");
        }
        if (kind < 20) {
            return event(
                    "m-" + n,
                    customer,
                    EventType.PAGE,
                    "Home",
                    at,
                    "\"context\":{\"campaign\":{\"source\":\"news\"}},\"properties\":{\"mark\":\"" + mark + "\"}");
        }
        return event("m-" + n, customer, EventType.TRACK, "Product Viewed", at, "\"properties\":{" + product + "}");
    }

    private static CapturedEvent event(
            String messageId,
            int customer,
            EventType type,
            @org.jspecify.annotations.Nullable String name,
            Instant at,
            String body) {
        return CapturedEvent.newBuilder()
                .setMessageId(messageId)
                .setType(type)
                .setName(name)
                .setUserId("user-" + customer)
                .setOccurredAt(at)
                .setReceivedAt(at.plusMillis(200))
                .setSourceId("web")
                .setPayload(ByteBuffer.wrap(("{" + body + "}").getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
