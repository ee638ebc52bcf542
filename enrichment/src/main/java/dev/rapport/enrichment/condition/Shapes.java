package dev.rapport.enrichment.condition;

import dev.rapport.enrichment.condition.Type.Fields;
import dev.rapport.enrichment.condition.Type.ListOf;
import dev.rapport.enrichment.condition.Type.MapOf;
import dev.rapport.enrichment.condition.Type.Single;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.Purchase;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.state.ViewedProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shapes of what conditions can name. A value that is not known is absent; docs/adr/0120 says what follows. */
final class Shapes {
    static final Shape<Money> MONEY = new Shape<>(
            "money",
            List.of(
                    field("amount", Single.DOUBLE, "in units of the currency, 12.5", Shapes::amount),
                    field("currency", Single.STRING, "ISO 4217 code, EUR", Money::getCurrency)));

    static final Shape<Product> PRODUCT = new Shape<>(
            "product",
            List.of(
                    field("id", Single.STRING, "in the shop's catalogue", Product::getProductId),
                    field("name", Single.STRING, "as customers read it", Product::getName),
                    field("category", Single.STRING, "in the shop's catalogue", Product::getCategory),
                    field("brand", Single.STRING, "brand", Product::getBrand),
                    field("price", new Fields(MONEY), "of one piece", product -> MONEY.of(product.getPrice())),
                    field("quantity", Single.INT, "pieces", product -> (long) product.getQuantity())));

    static final Shape<Context> EVENT = new Shape<>(
            "event",
            List.of(
                    event("name", Single.STRING, "of a track event, page or screen", ReadEvent::getName),
                    event(
                            "type",
                            Single.STRING,
                            "track, identify, page, screen, group or alias",
                            event -> event.getType().name().toLowerCase(Locale.ROOT)),
                    field(
                            "properties",
                            new MapOf(Single.DYN),
                            "as sent",
                            context -> Sent.properties(of(context).getProperties(), context.json())),
                    event("revenue", new Fields(MONEY), "of an order", event -> MONEY.of(event.getRevenue())),
                    event(
                            "products",
                            new ListOf(new Fields(PRODUCT)),
                            "those that it names, in the order sent",
                            event -> event.getProducts().stream()
                                    .map(PRODUCT::of)
                                    .toList()),
                    event("orderId", Single.STRING, "order that it belongs to", ReadEvent::getOrderId),
                    event("source", Single.STRING, "name of the source it came through", ReadEvent::getSourceId),
                    event("utmSource", Single.STRING, "context.campaign.source", ReadEvent::getUtmSource),
                    event("occurredAt", Single.TIMESTAMP, "when it happened", event -> time(event.getOccurredAt())),
                    event(
                            "receivedAt",
                            Single.TIMESTAMP,
                            "when it was received",
                            event -> time(event.getReceivedAt()))));

    static final Shape<Context> CUSTOMER = new Shape<>(
            "customer",
            List.of(
                    field(
                            "isKnown",
                            Single.BOOL,
                            "whether there is a user id",
                            context -> context.profile().getUserId() != null),
                    field(
                            "traits",
                            new MapOf(Single.DYN),
                            "as sent, the latest of each",
                            context -> Sent.traits(context.customer().getTraits(), context.json())),
                    field("language", Single.STRING, "ISO 639-1 code, de", context -> context.profile()
                            .getLanguage()),
                    field("firstName", Single.STRING, "what to call the customer", context -> context.profile()
                            .getFirstName()),
                    field(
                            "firstSeenAt",
                            Single.TIMESTAMP,
                            "time of the earliest event",
                            context -> time(context.customer().getFirstSeenAt())),
                    field(
                            "lastSeenAt",
                            Single.TIMESTAMP,
                            "time of the latest event",
                            context -> time(context.customer().getLastSeenAt())),
                    field("eventCount", Single.INT, "events", context -> context.customer()
                            .getEventCount()),
                    field(
                            "orderCount",
                            Single.INT,
                            "Order Completed events; an order that is sent again counts again",
                            context -> context.customer().getOrderCount()),
                    field(
                            "viewed",
                            new ListOf(new Fields(PRODUCT)),
                            "products viewed, the latest first, at most 10",
                            context -> context.customer().getViewed().stream()
                                    .map(ViewedProduct::getProduct)
                                    .map(PRODUCT::of)
                                    .toList()),
                    field(
                            "purchased",
                            new ListOf(Single.STRING),
                            "ids of products bought, the latest first, at most 50",
                            context -> context.customer().getPurchased().stream()
                                    .map(Purchase::getProductId)
                                    .toList())));

    static final Shape<SessionState> SESSION = new Shape<>(
            "session",
            List.of(
                    field(
                            "startedAt",
                            Single.TIMESTAMP,
                            "time of its first event",
                            session -> time(session.getStartedAt())),
                    field("lastAt", Single.TIMESTAMP, "time of its latest event", session -> time(session.getLastAt())),
                    field("eventCount", Single.INT, "events in it", session -> (long) session.getEventCount())));

    static final Shape<Exposure> DECIDED = new Shape<>(
            "decision",
            List.of(
                    field("campaign", Single.STRING, "id of the campaign", Exposure::getCampaignId),
                    field(
                            "at",
                            Single.TIMESTAMP,
                            "when its message may be delivered",
                            exposure -> time(exposure.getExposedAt()))));

    static final Shape<Context> HISTORY = new Shape<>(
            "history",
            List.of(
                    field(
                            "decisions",
                            new ListOf(new Fields(DECIDED)),
                            "messages decided, those of holdout customers too, the earliest first",
                            context -> context.history().getExposures().stream()
                                    .map(DECIDED::of)
                                    .toList()),
                    field(
                            "lastReplyAt",
                            Single.TIMESTAMP,
                            "when the trigger of the last reply was received",
                            context -> context.customer().getLastReplyAt() == 0
                                    ? null
                                    : time(context.customer().getLastReplyAt()))));

    private Shapes() {}

    private static <T> Field<T> field(String name, Type type, String doc, Function<T, @Nullable Object> value) {
        return new Field<>(name, type, doc, value);
    }

    private static Field<Context> event(
            String name, Type type, String doc, Function<ReadEvent, @Nullable Object> value) {
        return new Field<>(name, type, doc, context -> value.apply(of(context)));
    }

    private static ReadEvent of(Context context) {
        return Objects.requireNonNull(context.event());
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /** The nearest double: what authors compare with is one too. */
    private static Object amount(Money money) {
        var digits = Math.max(0, Currency.getInstance(money.getCurrency()).getDefaultFractionDigits());
        return BigDecimal.valueOf(money.getAmountMinor(), digits).doubleValue();
    }
}
