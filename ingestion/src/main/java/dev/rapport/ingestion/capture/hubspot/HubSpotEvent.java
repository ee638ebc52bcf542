package dev.rapport.ingestion.capture.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.IncomingErasure;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.hubspot.Meaning.Broken;
import dev.rapport.ingestion.capture.hubspot.Meaning.Call;
import dev.rapport.ingestion.capture.hubspot.Meaning.Forget;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.json.WrittenTime;
import dev.rapport.runtime.consent.ConsentReader;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change in HubSpot says, as capture takes it.
 *
 * @param item      the notification, as sent
 * @param messageId of the event that it becomes; null where capture must assign one
 */
record HubSpotEvent(
        JsonItem item, Meaning meaning, @Nullable String messageId) implements RawEvent {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final ConsentReader CONSENTS = new ConsentReader(LenientJson::ofText);

    @Override
    public ByteBuffer bytes() {
        return item.original();
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        if (meaning instanceof Call call) {
            return Outcome.accepted(event(call, receipt));
        }
        return meaning instanceof Broken broken
                ? Outcome.rejected(broken.reason(), broken.detail())
                // Requests to forget are taken before anything is read, where their id can be used.
                : Outcome.rejected(
                        RejectionReason.MISSING_IDS, "a contact to be forgotten needs an id that can be used");
    }

    @Override
    public Optional<IncomingErasure> erasure(Receipt receipt) {
        return meaning instanceof Forget forget
                ? Optional.of(new IncomingErasure(messageId, null, forget.anonymousId()))
                : Optional.empty();
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        if (!(meaning instanceof Call call)) {
            return List.of();
        }
        var at = occurredAt()
                .map(time -> time.isAfter(receipt.receivedAt()) ? receipt.receivedAt() : time)
                .orElse(receipt.receivedAt());
        if (call.withdrawsAll()) {
            return List.of(IncomingWithdrawal.ofAllConsent(messageId, call.userId(), call.anonymousId(), at));
        }
        var json = JsonItemReader.JSON.convertValue(call.fields(), OBJECT);
        return CONSENTS.read(call.type(), call.name(), json).withdrawal().stream()
                .map(withdrawal -> new IncomingWithdrawal(messageId, call.userId(), call.anonymousId(), at, withdrawal))
                .toList();
    }

    @Override
    public boolean mayHideWithdrawal() {
        return meaning instanceof Call call && call.withdrawsAll();
    }

    private IncomingEvent event(Call call, Receipt receipt) {
        var flags = EnumSet.noneOf(EventFlag.class);
        if (item.repaired()) {
            flags.add(EventFlag.TEXT_REPAIRED);
        }
        var occurredAt = occurredAt();
        if (occurredAt.isEmpty()) {
            flags.add(EventFlag.TIME_UNREADABLE);
        }
        var at = occurredAt.orElse(receipt.receivedAt());
        return new IncomingEvent(
                call.type(),
                call.name(),
                messageId,
                call.userId(),
                call.anonymousId(),
                call.previousId(),
                at,
                payload(call, at),
                flags);
    }

    private Optional<Instant> occurredAt() {
        return Optional.ofNullable(WrittenTime.of(item.json().get("occurredAt")).at());
    }

    private ByteBuffer payload(Call call, Instant at) {
        var json = JsonItemReader.JSON.createObjectNode();
        json.put("type", call.type().name().toLowerCase(Locale.ROOT));
        putText(json, "messageId", messageId);
        putText(json, "event", call.name());
        putText(json, "userId", call.userId());
        putText(json, "anonymousId", call.anonymousId());
        putText(json, "previousId", call.previousId());
        json.put("timestamp", at.toString());
        call.fields().forEach((name, value) -> json.set(name, JsonItemReader.JSON.valueToTree(value)));
        var sent = item.json().deepCopy();
        if (sent instanceof ObjectNode fields) {
            // It is among the traits, where privacy rules look for it.
            fields.remove("propertyValue");
        }
        json.putObject("context").set("hubspot", sent);
        try {
            return ByteBuffer.wrap(JsonItemReader.JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static void putText(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
