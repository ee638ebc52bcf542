package dev.rapport.ingestion.letters;

import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.TraceHeaders;
import dev.rapport.ingestion.letters.Route.Refusal;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Header;
import dev.rapport.runtime.deadletter.DeadLetter.Kind;
import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Cleanup;
import dev.rapport.schemas.topic.Origin;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides the {@link Route} of every letter: a dead letter goes back to its topic, a rejection of enrichment to the captured
 * events, one of capture through capture again. See docs/adr/0110.
 */
public final class Routes {
    /** As long as duplicates are recognised by their message id. */
    static final Duration MAX_AGE = Duration.ofDays(7);

    /** Ends the format of events of the past, which trigger nothing. */
    private static final String HISTORY = "/history";

    private static final String REPARTITION = "-repartition";
    /** Stage of a dead letter whose record was processed. */
    private static final String WRITING = "production";

    private static final Map<String, Topic<?>> CATALOGUE =
            Topics.all().stream().collect(Collectors.toMap(Topic::name, Function.identity()));

    private final Map<String, RejectedFormat> formats;
    private final SourceRecords records;

    /**
     * @param formats that rejections of capture can be read in again
     * @param records how rejections of topics are
     */
    public Routes(List<RejectedFormat> formats, SourceRecords records) {
        this.records = records;
        this.formats =
                formats.stream().collect(Collectors.toUnmodifiableMap(RejectedFormat::name, Function.identity()));
    }

    /**
     * The way of a letter that was not sent again before.
     *
     * @param includeExpired whether it may be too old to recognise a duplicate of it
     */
    public Route of(DeadLetter letter, Instant now, boolean includeExpired) {
        if (letter.original().truncated()) {
            return new Route.Refused(Refusal.TRUNCATED);
        }
        var received = letter.sender().receivedAt();
        if (!includeExpired && (received == null ? letter.at() : received).isBefore(now.minus(MAX_AGE))) {
            return new Route.Refused(Refusal.EXPIRED);
        }
        return letter.kind() == Kind.DEAD_LETTER ? back(letter, now) : rejection(letter, now);
    }

    private static Route back(DeadLetter letter, Instant now) {
        if (letter.cause().stage().equals(WRITING)) {
            return new Route.Refused(Refusal.PROCESSED);
        }
        var topic = letter.source().topic();
        if (topic == null) {
            return new Route.Refused(Refusal.UNKNOWN_TOPIC);
        }
        var known = CATALOGUE.get(topic);
        if (known != null && known.cleanup() == Cleanup.COMPACT) {
            return new Route.Refused(Refusal.REPLACED);
        }
        var isInternal = topic.startsWith(letter.cause().application() + "-") && topic.endsWith(REPARTITION);
        if (known == null && !isInternal) {
            return new Route.Refused(Refusal.UNKNOWN_TOPIC);
        }
        var headers = new ArrayList<>(letter.original().headers());
        headers.removeIf(header -> LetterHeaders.isRedrive(header.name()));
        marks(letter, now)
                .forEach((name, mark) -> headers.add(new Header(name, mark.getBytes(StandardCharsets.UTF_8))));
        return new Route.Back(topic, letter.original().key(), letter.original().value(), headers);
    }

    private Route rejection(DeadLetter letter, Instant now) {
        var sender = letter.sender();
        var value = letter.original().value();
        if (sender.receivedAt() == null || sender.name() == null) {
            return new Route.Refused(Refusal.UNKNOWN_FORMAT);
        }
        if (letter.source().timestamp() != null) {
            return record(letter, now);
        }
        if (value == null) {
            return new Route.Refused(Refusal.UNKNOWN_FORMAT);
        }
        var captured = sender.captured();
        if (captured != null) {
            var whole = CapturedEvent.newBuilder(captured)
                    .setPayload(ByteBuffer.wrap(value))
                    .build();
            return new Route.Captured(whole, receipt(letter, now));
        }
        var source = letter.source();
        var slash = source.format().indexOf('/');
        var name = slash < 0 ? source.format() : source.format().substring(0, slash);
        var format = formats.get(name);
        if (format == null) {
            return new Route.Refused(Refusal.UNKNOWN_FORMAT);
        }
        var envelope = letter.original().envelope();
        var events = format.read(
                slash < 0 ? "" : source.format().substring(slash + 1),
                value,
                envelope == null ? null : ByteBuffer.wrap(envelope));
        return events.isEmpty()
                ? new Route.Refused(Refusal.UNKNOWN_FORMAT)
                : new Route.Capture(events, receipt(letter, now), messageId(letter));
    }

    /** What the record of a source's topic says now, by the mapping and the code of today. */
    private Route record(DeadLetter letter, Instant now) {
        var source = letter.source();
        if (source.topic() == null || !records.isSource(source.topic())) {
            return new Route.Refused(Refusal.NO_SOURCE);
        }
        var reading = records.read(letter, messageId(letter));
        if (reading.saysProducts()) {
            return new Route.Refused(Refusal.PRODUCT);
        }
        var headers = new LinkedHashMap<>(reading.headers());
        headers.putAll(marks(letter, now));
        var place = source.topic() + "-" + source.partition() + "-" + source.offset();
        return new Route.Taken(place, reading.outcomes(), headers);
    }

    /** The receipt that it had: the same source and time, and where the bytes came from if it is rejected again. */
    private static Receipt receipt(DeadLetter letter, Instant now) {
        var sent = new LinkedHashMap<String, String>();
        letter.original()
                .headers()
                .forEach(header -> sent.put(header.name(), new String(header.value(), StandardCharsets.UTF_8)));
        var headers = TraceHeaders.of(sent::get);
        headers.putAll(marks(letter, now));
        var source = letter.source();
        var origin = new Origin(source.format(), source.topic(), source.partition(), source.offset(), null, null);
        return new Receipt(
                Objects.requireNonNull(letter.sender().name()),
                Objects.requireNonNull(letter.sender().receivedAt()),
                headers,
                source.format().endsWith(HISTORY),
                origin);
    }

    /** What everything that comes of it can be known by, and how late it comes. */
    private static Map<String, String> marks(DeadLetter letter, Instant now) {
        return Map.of(
                LetterHeaders.REDRIVEN,
                letter.id().toString(),
                LetterHeaders.REDRIVEN_AT,
                Long.toString(now.toEpochMilli()));
    }

    private static String messageId(DeadLetter letter) {
        return "redriven-" + letter.id();
    }
}
