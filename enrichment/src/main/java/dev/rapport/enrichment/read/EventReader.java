package dev.rapport.enrichment.read;

import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.consent.ConsentReader;
import dev.rapport.runtime.value.Ids;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads captured events: products, order, revenue, consents. A value that breaks its rule rejects the event. */
public final class EventReader {
    /** Longer than the name of any zone, in characters. */
    private static final int MAX_TIMEZONE = 64;

    private final ConsentReader consents;
    private final Json json;
    private final Currency defaultCurrency;

    /** @param defaultCurrency currency of amounts without one */
    public EventReader(Json json, Currency defaultCurrency) {
        this.consents = new ConsentReader(json::readLeniently);
        this.json = json;
        this.defaultCurrency = defaultCurrency;
    }

    /** What an event says, or the rule that its payload breaks. */
    public Outcome<ReadEvent, RejectionReason> read(CapturedEvent event) {
        if (event.getWithdrawal() != null) {
            return Outcome.accepted(Withdrawals.read(event, event.getWithdrawal()));
        }
        Map<String, @Nullable Object> payload;
        try {
            payload = json.read(bytes(event));
        } catch (IllegalArgumentException e) {
            return Outcome.rejected(RejectionReason.NOT_AN_OBJECT, "the payload must be one JSON object");
        }
        try {
            return Outcome.accepted(read(event, new Fields("", payload)));
        } catch (InvalidFieldException e) {
            return Outcome.rejected(RejectionReason.INVALID_FIELD, e.detail());
        }
    }

    /**
     * What counts of an event that breaks a rule: its ids, its time and the consents that it withdraws.
     *
     * @return empty when it withdraws none
     */
    public Optional<ReadEvent> withdrawalOf(CapturedEvent broken) {
        return consents.read(broken.getType(), broken.getName(), json.readLeniently(bytes(broken)))
                .withdrawal()
                .map(withdrawal -> Withdrawals.read(broken, withdrawal));
    }

    private ReadEvent read(CapturedEvent event, Fields payload) {
        var context = payload.object("context");
        var properties = properties(event.getType(), payload, context);
        var currency = ProductReader.currency(properties, defaultCurrency);
        var details = Details.of(event.getType(), properties, currency);
        return ReadEvent.newBuilder()
                .setMessageId(event.getMessageId())
                .setType(event.getType())
                .setName(event.getName())
                .setUserId(event.getUserId())
                .setAnonymousId(event.getAnonymousId())
                .setPreviousId(event.getPreviousId())
                .setOccurredAt(event.getOccurredAt().toEpochMilli())
                .setReceivedAt(event.getReceivedAt().toEpochMilli())
                .setSourceId(event.getSourceId())
                .setFlags(event.getFlags())
                .setWhole(true)
                .setFingerprint(ByteBuffer.wrap(
                        Fingerprint.of(event, properties.values()).bytes()))
                .setProperties(Properties.of(properties.values(), json))
                .setProducts(ProductReader.products(properties, currency))
                .setOrderId(id(properties.name("order_id", "orderId")))
                .setLineId(lineId(event, properties))
                .setRevenue(properties
                        .number("revenue", "total")
                        .map(amount -> Amounts.money(amount, currency))
                        .orElse(null))
                .setPromptId(id(properties.name("prompt_id")))
                .setUtmSource(context.object("campaign").text("source").orElse(null))
                .setLanguage(context.text("locale").flatMap(LanguageTag::code).orElse(null))
                .setTimezone(context.anyText(MAX_TIMEZONE, "timezone"))
                .setConsent(consent(event, payload, context))
                .setHistory(event.getHistory())
                .setOrder(details.order())
                .setEmail(details.email())
                .setChat(details.chat())
                .setExperiment(details.experiment())
                .build();
    }

    /** RudderStack's SDKs put the traits of identify calls into the context; traits of the event itself win. */
    private static Fields properties(EventType type, Fields payload, Fields context) {
        return switch (type) {
            case IDENTIFY -> payload.object("traits").orElse(context.object("traits"));
            case GROUP -> payload.object("traits");
            default -> payload.object("properties");
        };
    }

    private static @Nullable String id(Optional<String> named) {
        return named.filter(id -> !Ids.isPlaceholder(id)).orElse(null);
    }

    /**
     * The line of an order that {@code order_line} says the event is: true for a line of its own, or the line's id, so that
     * it can be sent again. Files of values have no booleans, so that a text may say true or false too.
     */
    private static @Nullable String lineId(CapturedEvent event, Fields properties) {
        var stated = properties.values().get("order_line") instanceof Boolean flag
                ? Optional.of(flag.toString())
                : properties.name("order_line");
        return stated.filter(line -> !line.equalsIgnoreCase("false"))
                .map(line -> line.equalsIgnoreCase("true") ? event.getMessageId() : line)
                .orElse(null);
    }

    private @Nullable ReadConsent consent(CapturedEvent event, Fields payload, Fields context) {
        var words = consents.read(event.getType(), event.getName(), payload.values());
        if (words.problem().isPresent()) {
            throw new InvalidFieldException(
                    words.problem().get().field(), words.problem().get().rule());
        }
        return Withdrawals.consent(words, ConsentProofs.read(context));
    }

    private static byte[] bytes(CapturedEvent event) {
        var buffer = event.getPayload().duplicate();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
