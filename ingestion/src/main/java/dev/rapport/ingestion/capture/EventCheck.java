package dev.rapport.ingestion.capture;

import static dev.rapport.schemas.EventFlag.AHEAD_OF_RECEIPT;
import static dev.rapport.schemas.EventFlag.ID_IGNORED;
import static dev.rapport.schemas.EventFlag.TEXT_REPAIRED;
import static dev.rapport.schemas.RejectionReason.EVENT_TOO_LARGE;
import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;
import static dev.rapport.schemas.RejectionReason.MISSING_EVENT_NAME;
import static dev.rapport.schemas.RejectionReason.MISSING_IDS;
import static dev.rapport.schemas.RejectionReason.MISSING_PREVIOUS_ID;
import static dev.rapport.schemas.RejectionReason.NOT_AN_OBJECT;
import static dev.rapport.schemas.RejectionReason.OCCURRED_IN_FUTURE;
import static dev.rapport.schemas.RejectionReason.UNKNOWN_TYPE;
import static dev.rapport.schemas.RejectionReason.WRONG_WRITE_KEY;

import dev.rapport.ingestion.capture.EventOutcome.Accepted;
import dev.rapport.ingestion.capture.EventOutcome.Rejected;
import dev.rapport.ingestion.capture.EventOutcome.Withdrawn;
import dev.rapport.ingestion.capture.Submission.Item;
import dev.rapport.ingestion.capture.Submission.Shared;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules an event has to keep, in this order: size, JSON object, objects where objects belong, write key, type, ids,
 * event name, times. The first broken rule is the reason of its rejection. What an event can be kept without is left out
 * and flagged. Thread-safe.
 */
public final class EventCheck {
    private static final String STAGE = "capture";
    private static final String MESSAGE_ID = "messageId";

    private final CaptureConfig config;
    private final Supplier<String> newMessageId;
    private final WithdrawalCheck withdrawals;

    /** @param newMessageId message ids for events that have none */
    public EventCheck(CaptureConfig config, Supplier<String> newMessageId) {
        this.config = config;
        this.newMessageId = newMessageId;
        this.withdrawals = new WithdrawalCheck(newMessageId);
    }

    /**
     * Checks one event.
     *
     * @param call what its path says it is; empty where the event says it itself
     */
    public EventOutcome check(Item item, Optional<EventType> call, Shared shared, String sourceId, Instant receivedAt) {
        try {
            return accepted(item, call, shared, sourceId, receivedAt.truncatedTo(ChronoUnit.MILLIS));
        } catch (BrokenRuleException rule) {
            var messageId = EventFields.readableId(item.json(), MESSAGE_ID, EventFields.MAX_MESSAGE_ID);
            return rejected(messageId, rule.reason, rule.detail, sourceId, receivedAt, item.original());
        }
    }

    /** What counts of an event that was rejected: a withdrawal of consent, if it says one and whose. */
    Optional<Withdrawn> withdrawal(Item item, Shared shared, String sourceId, Instant receivedAt) {
        return withdrawals.of(item, shared, sourceId, receivedAt);
    }

    /**
     * Whether an event that is taken may say a no that is lost on the way: one under a doubled key, of which readers take
     * the last, or one whose time is too vague to come after a yes.
     */
    boolean mayHideNo(Item item, Shared shared) {
        return item.doubled() || !shared.doubledContexts().isEmpty() || Occurrence.isVague(item.json());
    }

    /** What counts of a body that no event can be read from. */
    List<Withdrawn> withdrawals(byte[] body, String sourceId, Instant receivedAt) {
        return withdrawals.in(body, sourceId, receivedAt);
    }

    /** The outcome of an event that broke a rule. */
    static Rejected rejected(
            @Nullable String messageId,
            RejectionReason reason,
            String detail,
            String sourceId,
            Instant receivedAt,
            ByteBuffer original) {
        var event = RejectedEvent.newBuilder()
                .setMessageId(messageId)
                .setReason(reason)
                .setDetail(detail)
                .setStage(STAGE)
                .setSourceId(sourceId)
                .setReceivedAt(receivedAt.truncatedTo(ChronoUnit.MILLIS))
                .setPayload(original)
                .build();
        return new Rejected(messageId == null ? sourceId : messageId, event);
    }

    private Accepted accepted(Item item, Optional<EventType> call, Shared shared, String sourceId, Instant receivedAt)
            throws BrokenRuleException {
        var size = item.original().remaining();
        require(size <= config.maxEventSize().bytes(), EVENT_TOO_LARGE, tooLarge("the event has " + size + " bytes"));
        require(item.problem().isEmpty(), INVALID_FIELD, item.problem().orElse(""));
        require(item.json().isObject(), NOT_AN_OBJECT, "the event must be a JSON object");
        var fields = new EventFields(item.json());
        fields.requireObject("context");
        fields.requireObject("traits");
        fields.requireObject("properties");
        if (item.repaired() || shared.repaired()) {
            fields.flags().add(TEXT_REPAIRED);
        }
        if (call.isEmpty()) {
            requireKeyOf(sourceId, fields);
        }

        var type = call.isPresent() ? call.get() : type(fields);
        var userId = fields.id("userId");
        var anonymousId = fields.id("anonymousId");
        var previousId = type == EventType.ALIAS ? fields.id("previousId") : null;
        if (type == EventType.ALIAS) {
            requireId(previousId != null, MISSING_PREVIOUS_ID, "alias needs previousId", fields);
            requireId(userId != null, MISSING_IDS, "alias needs userId", fields);
        }
        requireId(userId != null || anonymousId != null, MISSING_IDS, "userId or anonymousId is required", fields);
        var messageId = fields.id(MESSAGE_ID, EventFields.MAX_MESSAGE_ID);
        var name = name(type, fields);
        var occurredAt = occurredAt(fields, shared, receivedAt);

        var event = CapturedEvent.newBuilder()
                .setMessageId(messageId == null ? newMessageId.get() : messageId)
                .setType(type)
                .setName(name)
                .setUserId(userId)
                .setAnonymousId(anonymousId)
                .setPreviousId(previousId)
                .setOccurredAt(occurredAt)
                .setReceivedAt(receivedAt)
                .setSourceId(sourceId)
                .setPayload(payload(item, shared))
                .setFlags(List.copyOf(fields.flags()))
                .build();
        return new Accepted(anonymousId != null ? anonymousId : String.valueOf(userId), event);
    }

    /** An item of a batch may name its own key; an event of another source must not get in under this one. */
    private void requireKeyOf(String sourceId, EventFields fields) throws BrokenRuleException {
        var key = fields.event().path("writeKey");
        require(
                key.isMissingNode()
                        || key.isNull()
                        || config.source(key.asText()).filter(sourceId::equals).isPresent(),
                WRONG_WRITE_KEY,
                "writeKey of the event is not a key of the source that the request is for");
    }

    private static void requireId(boolean holds, RejectionReason reason, String detail, EventFields fields)
            throws BrokenRuleException {
        var ignored = fields.flags().contains(ID_IGNORED);
        require(
                holds,
                reason,
                ignored ? detail + "; null, undefined, zeros and the like identify no customer" : detail);
    }

    private static EventType type(EventFields fields) throws BrokenRuleException {
        var text = fields.text("type");
        require(text != null, UNKNOWN_TYPE, "type is required: identify, track, page, screen, group or alias");
        var wanted = String.valueOf(text).toUpperCase(Locale.ROOT);
        return Arrays.stream(EventType.values())
                .filter(type -> type != EventType.UNKNOWN && type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BrokenRuleException(
                        UNKNOWN_TYPE, "type must be identify, track, page, screen, group or alias"));
    }

    private static @Nullable String name(EventType type, EventFields fields) throws BrokenRuleException {
        return switch (type) {
            case TRACK -> {
                var event = fields.text("event");
                require(event != null, MISSING_EVENT_NAME, "track needs event, the name of what happened");
                yield event;
            }
            case PAGE, SCREEN -> fields.text("name");
            default -> null;
        };
    }

    /** Never after the receipt, so that a clock that is ahead does not win against later events. */
    private Instant occurredAt(EventFields fields, Shared shared, Instant receivedAt) throws BrokenRuleException {
        var occurredAt = Occurrence.of(fields, shared.sentAt(), receivedAt).at();
        require(
                !occurredAt.isAfter(receivedAt.plus(config.futureTolerance())),
                OCCURRED_IN_FUTURE,
                "timestamp lies more than " + config.futureTolerance().toMinutes() + " minutes ahead of its arrival");
        require(!occurredAt.isBefore(Instant.EPOCH), INVALID_FIELD, "timestamp must be in 1970 or later");
        if (occurredAt.isAfter(receivedAt.plus(EventTimes.JITTER))) {
            fields.flags().add(AHEAD_OF_RECEIPT);
        }
        return occurredAt.isAfter(receivedAt) ? receivedAt : occurredAt;
    }

    private ByteBuffer payload(Item item, Shared shared) throws BrokenRuleException {
        if (shared.size() == 0) {
            return item.repaired() ? ByteBuffer.wrap(SharedFields.written(item.json())) : item.original();
        }
        require(
                shared.size() <= config.maxEventSize().bytes(),
                EVENT_TOO_LARGE,
                tooLarge("context and integrations of the batch have " + shared.size() + " bytes"));
        var merged = SharedFields.mergedInto(item.json(), shared.fields());
        require(
                merged.length <= config.maxEventSize().bytes(),
                EVENT_TOO_LARGE,
                tooLarge("with the context of its batch the event has " + merged.length + " bytes"));
        return ByteBuffer.wrap(merged);
    }

    private String tooLarge(String what) {
        return what + ", at most " + config.maxEventSize().bytes() + " are allowed";
    }

    private static void require(boolean holds, RejectionReason reason, String detail) throws BrokenRuleException {
        if (!holds) {
            throw new BrokenRuleException(reason, detail);
        }
    }

    /** Leaves the rules at the first that is broken; never leaves this package. */
    static final class BrokenRuleException extends Exception {
        private static final long serialVersionUID = 1L;

        final RejectionReason reason;
        final String detail;

        BrokenRuleException(RejectionReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }
    }
}
