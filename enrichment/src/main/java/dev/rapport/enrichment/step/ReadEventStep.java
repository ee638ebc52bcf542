package dev.rapport.enrichment.step;

import dev.rapport.runtime.consent.ConsentReader;
import dev.rapport.runtime.consent.ConsentWords;
import dev.rapport.runtime.value.Ids;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.RejectionReason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the payload: products, order, revenue, consents. A value that breaks its rule rejects the event. */
public final class ReadEventStep {
    private static final ByteBuffer NOTHING = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
    private static final BigDecimal MOST_PIECES = BigDecimal.valueOf(1_000_000);

    private final ConsentReader consents = new ConsentReader();
    private final Json json;
    private final Currency defaultCurrency;

    /** @param defaultCurrency currency of amounts without one */
    public ReadEventStep(Json json, Currency defaultCurrency) {
        this.json = json;
        this.defaultCurrency = defaultCurrency;
    }

    /** The facts of an event, or the rule that its payload breaks. */
    public Outcome<EventFacts> read(CapturedEvent event) {
        if (event.getWithdrawal() != null) {
            return Outcome.accepted(EventFacts.withdrawing(event.getWithdrawal()));
        }
        Map<String, @Nullable Object> payload;
        try {
            payload = json.read(bytes(event));
        } catch (IllegalArgumentException e) {
            return Outcome.rejected(RejectionReason.NOT_AN_OBJECT, "the payload must be one JSON object");
        }
        try {
            return Outcome.accepted(facts(event, new Fields("", payload)));
        } catch (InvalidFieldException e) {
            return Outcome.rejected(RejectionReason.INVALID_FIELD, e.detail());
        }
    }

    /**
     * What counts of an event that is not taken whole: its ids, its time and the consents that it withdraws.
     *
     * @return empty when it withdraws none
     */
    public Optional<CapturedEvent> withdrawalOf(CapturedEvent event) {
        if (event.getWithdrawal() != null) {
            return Optional.of(event);
        }
        return consents.read(event.getType(), event.getName(), json.readLeniently(bytes(event)))
                .withdrawal()
                .map(withdrawal -> CapturedEvent.newBuilder(event)
                        .setType(EventType.UNKNOWN)
                        .setName(null)
                        .setPreviousId(null)
                        .setPayload(NOTHING.duplicate())
                        .setWithdrawal(withdrawal)
                        .build());
    }

    private EventFacts facts(CapturedEvent event, Fields payload) {
        var context = payload.object("context");
        var properties = properties(event.getType(), payload, context);
        var currency = currency(properties, defaultCurrency);
        return new EventFacts(
                properties.values(),
                products(properties, currency),
                properties.name("order_id", "orderId").filter(id -> !Ids.isPlaceholder(id)),
                lineId(event, properties),
                properties.number("revenue", "total").map(amount -> Amounts.money(amount, currency)),
                properties.name("prompt_id").filter(id -> !Ids.isPlaceholder(id)),
                context.object("campaign").text("source"),
                context.text("locale").flatMap(LanguageTag::code),
                consents(event, payload));
    }

    /** RudderStack's SDKs put the traits of identify calls into the context; traits of the event itself win. */
    private static Fields properties(EventType type, Fields payload, Fields context) {
        return switch (type) {
            case IDENTIFY -> payload.object("traits").orElse(context.object("traits"));
            case GROUP -> payload.object("traits");
            default -> payload.object("properties");
        };
    }

    /**
     * The line of an order that {@code order_line} says the event is: true for a line of its own, or the line's id, so that
     * it can be sent again. Files of values have no booleans, so that a text may say true or false too.
     */
    private static Optional<String> lineId(CapturedEvent event, Fields properties) {
        var stated = properties.values().get("order_line") instanceof Boolean flag
                ? Optional.of(flag.toString())
                : properties.name("order_line");
        return stated.filter(line -> !line.equalsIgnoreCase("false"))
                .map(line -> line.equalsIgnoreCase("true") ? event.getMessageId() : line);
    }

    private ConsentWords consents(CapturedEvent event, Fields payload) {
        var words = consents.read(event.getType(), event.getName(), payload.values());
        if (words.problem().isPresent()) {
            throw new InvalidFieldException(
                    words.problem().get().field(), words.problem().get().rule());
        }
        return words;
    }

    private static List<Product> products(Fields properties, Currency currency) {
        if (properties.values().get("products") == null) {
            return product(properties, currency).map(List::of).orElse(List.of());
        }
        var products = new ArrayList<Product>();
        for (var item : properties.objects("products")) {
            product(item, currency).ifPresent(products::add);
        }
        return products;
    }

    /** A product, if there is an identifier to tell which. */
    private static Optional<Product> product(Fields fields, Currency eventCurrency) {
        var id = fields.name("product_id", "sku");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var currency = currency(fields, eventCurrency);
        return Optional.of(Product.newBuilder()
                .setProductId(id.get())
                .setName(fields.name("name").orElse(null))
                .setCategory(fields.name("category").orElse(null))
                .setBrand(fields.name("brand").orElse(null))
                .setPrice(fields.number("price")
                        .map(amount -> Amounts.money(amount, currency))
                        .orElse(null))
                .setQuantity(
                        fields.number("quantity").map(ReadEventStep::pieces).orElse(1))
                .build());
    }

    private static int pieces(Fields.Numeric quantity) {
        var value = quantity.value();
        var whole = value.signum() == 0
                || (value.scale() <= 0 && (long) value.precision() - value.scale() <= 7)
                || (value.scale() > 0
                        && value.scale() < 40
                        && value.stripTrailingZeros().scale() <= 0);
        if (!whole || value.signum() < 0 || value.compareTo(MOST_PIECES) > 0) {
            throw new InvalidFieldException(quantity.path(), "must be a whole number between 0 and " + MOST_PIECES);
        }
        return value.intValue();
    }

    private static Currency currency(Fields fields, Currency fallback) {
        return fields.text("currency")
                .map(code -> Amounts.currency(fields.pathOf("currency"), code))
                .orElse(fallback);
    }

    private static byte[] bytes(CapturedEvent event) {
        var buffer = event.getPayload().duplicate();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
