package dev.rapport.ingestion.capture.cloudevents;

import static dev.rapport.schemas.RejectionReason.EVENT_TOO_LARGE;
import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One CloudEvent. Its rules, the first broken one first: size, JSON that can be read, an object, attributes, data; then
 * those of its common form.
 *
 * @param bytes    as sent; of the binary mode the same event in the structured mode
 * @param size     bytes that were sent for it, without headers
 * @param common   in the common form, read as far as it can be
 * @param within   events in the common form that are in what should be one event
 * @param problem  the rule of CloudEvents that it breaks
 * @param repaired whether a text in it was not valid Unicode
 * @param hasRepeatedKey whether an object in it has a key twice, so that a withdrawal may be hidden
 */
record ReceivedEvent(
        ByteBuffer bytes,
        int size,
        RawEvent common,
        List<RawEvent> within,
        Optional<String> problem,
        boolean repaired,
        boolean hasRepeatedKey,
        CaptureConfig config)
        implements RawEvent {
    /** What makes events of what was received. */
    record Factory(SubmissionReader segment, CaptureConfig config) {
        /** An event of the structured or batched mode. */
        ReceivedEvent structured(JsonItem item) {
            var isObject = item.json().isObject();
            var broken = item.problem()
                    .or(() -> isObject ? Optional.empty() : Optional.of("a CloudEvent must be a JSON object"));
            // What no strict parser takes, or has a key twice, may still say no.
            var readable = isObject && !item.hasRepeatedKey();
            var envelope = Envelope.of(readable ? (ObjectNode) item.json() : lenient(item.original()));
            return received(
                    item.original(),
                    item.original().remaining(),
                    envelope,
                    isObject ? List.of() : within(item.original()),
                    broken,
                    item.repaired() || envelope.data().repaired(),
                    item.hasRepeatedKey() || envelope.data().hasRepeatedKey());
        }

        /** A body of the structured mode that is not JSON. */
        ReceivedEvent unreadable(byte[] body, String problem) {
            var bytes = ByteBuffer.wrap(body);
            return received(
                    bytes, body.length, Envelope.of(lenient(bytes)), within(bytes), Optional.of(problem), false, true);
        }

        /** An event of the binary mode. */
        ReceivedEvent binary(Envelope envelope, byte[] body, Optional<String> problem) {
            return received(
                    written(envelope.structured(body)),
                    body.length,
                    envelope,
                    List.of(),
                    problem,
                    envelope.data().repaired(),
                    envelope.data().hasRepeatedKey());
        }

        private ReceivedEvent received(
                ByteBuffer bytes,
                int size,
                Envelope envelope,
                List<RawEvent> within,
                Optional<String> broken,
                boolean repaired,
                boolean hasRepeatedKey) {
            var problem = broken.or(() -> AttributeCheck.problem(envelope.attributes()))
                    .or(() -> envelope.data().problem());
            return new ReceivedEvent(bytes, size, common(envelope), within, problem, repaired, hasRepeatedKey, config);
        }

        /** Several events where one is expected: none of them is taken, and a no in any of them counts. */
        private List<RawEvent> within(ByteBuffer json) {
            return LenientJson.body(bytes(json)).events().stream()
                    .map(event -> common(Envelope.of(JsonItemReader.JSON.<ObjectNode>valueToTree(event))))
                    .toList();
        }

        /** Read as if it had come to the path of its call. */
        private RawEvent common(Envelope envelope) {
            var form = CommonForm.of(envelope);
            var read =
                    segment.read(Optional.of(form.type()), written(form.json()).array());
            return read instanceof Events one ? one.events().get(0) : (RawEvent) read;
        }
    }

    @Override
    public @Nullable String messageId() {
        return common.messageId();
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        var tooLarge = config.tooLarge("the event has", size);
        if (tooLarge.isPresent()) {
            return Outcome.rejected(EVENT_TOO_LARGE, tooLarge.get());
        }
        if (problem.isPresent()) {
            return Outcome.rejected(INVALID_FIELD, problem.get());
        }
        return common.read(receipt)
                .then(event -> Outcome.accepted(repaired ? event.flagged(EventFlag.TEXT_REPAIRED) : event));
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        return Stream.concat(Stream.of(common), within.stream())
                .flatMap(event -> event.withdrawals(receipt).stream())
                .distinct()
                .toList();
    }

    @Override
    public boolean mayHideWithdrawal() {
        return hasRepeatedKey || common.mayHideWithdrawal();
    }

    private static ObjectNode lenient(ByteBuffer json) {
        return JsonItemReader.JSON.valueToTree(LenientJson.object(bytes(json)));
    }

    private static byte[] bytes(ByteBuffer json) {
        var bytes = new byte[json.remaining()];
        json.duplicate().get(bytes);
        return bytes;
    }

    private static ByteBuffer written(ObjectNode json) {
        try {
            return ByteBuffer.wrap(JsonItemReader.JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of valid texts can be written", e);
        }
    }
}
