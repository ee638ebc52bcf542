package dev.rapport.enrichment.condition.cel;

import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.enrichment.state.ViewedProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A customer and an event with something in every field that conditions can name. */
final class SampleContext {
    static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final Product LAMP = new Product("lamp-1", "Lamp", "lamps", null, new Money(3990L, "EUR"), 2);
    private static final JacksonJson JSON = new JacksonJson();

    private SampleContext() {}

    static Context ana() {
        return context(event(List.of()));
    }

    /** @param json of the value */
    static Context withProperty(String name, String json) {
        return context(event(List.of(new Property(name, PropertyKind.NESTED, json))));
    }

    static Context context(ReadEvent event) {
        return Context.of(event, customer(), profile(), JSON)
                .with(new DecisionHistory(List.of(Exposure.newBuilder()
                        .setCampaignId("welcome")
                        .setExposedAt(before(Duration.ofHours(1)))
                        .build())));
    }

    private static ReadEvent event(List<Property> more) {
        var properties = new ArrayList<>(List.of(
                new Property("price", PropertyKind.LITERAL, "39.9"),
                new Property("quantity", PropertyKind.LITERAL, "2.0"),
                new Property("express", PropertyKind.LITERAL, "true"),
                new Property("with space", PropertyKind.TEXT, "yes"),
                new Property("tags", PropertyKind.NESTED, "[\"sale\",\"new\",null]"),
                new Property("address", PropertyKind.NESTED, "{\"city\":\"Berlin\",\"street\":null}")));
        properties.addAll(more);
        return ReadEvent.newBuilder()
                .setMessageId("message-1")
                .setType(EventType.TRACK)
                .setName("Product Viewed")
                .setOccurredAt(NOON.toEpochMilli())
                .setReceivedAt(NOON.toEpochMilli())
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(24))
                .setProperties(properties)
                .setProducts(List.of(LAMP))
                .setRevenue(new Money(3990L, "EUR"))
                .build();
    }

    private static dev.rapport.enrichment.state.CustomerState customer() {
        return CustomerStates.edit(CustomerStates.firstSeen(before(Duration.ofDays(30))))
                .setTraits(List.of(
                        trait("tier", PropertyKind.TEXT, "gold"),
                        trait("age", PropertyKind.LITERAL, "42"),
                        trait("email", PropertyKind.TEXT, "ana@example.com"),
                        trait("nothing", PropertyKind.LITERAL, "null")))
                .setViewed(List.of(new ViewedProduct(LAMP, NOON.toEpochMilli())))
                .setPurchased(List.of(new Purchase("lamp-9", before(Duration.ofDays(9)))))
                .setEventCount(12)
                .setOrderCount(3)
                .setLastSeenAt(NOON.toEpochMilli())
                .setSession(new SessionState(
                        "session-1",
                        before(Duration.ofMinutes(5)),
                        NOON.toEpochMilli(),
                        NOON.toEpochMilli(),
                        4,
                        1L,
                        List.of()))
                .setLastReplyPromptId("prompt-1")
                .setLastReplyAt(before(Duration.ofHours(1)))
                .build();
    }

    private static CustomerProfile profile() {
        return CustomerProfile.newBuilder()
                .setCustomerId("customer-1")
                .setUserId("ana")
                .setTraits("{}")
                .setFirstName("Ana")
                .setLanguage("de")
                .setConsents(Map.of("marketing", true, "sms", false))
                .setEventCount(12)
                .setOrderCount(3)
                .setFirstSeenAt(NOON)
                .setLastSeenAt(NOON)
                .build();
    }

    private static Trait trait(String name, PropertyKind kind, String text) {
        return new Trait(new Property(name, kind, text), NOON.toEpochMilli());
    }

    private static long before(Duration ago) {
        return NOON.minus(ago).toEpochMilli();
    }
}
