package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.Range;
import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.wait.Deadline;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What became of letters that were sent again: all that comes of them has their id in a header. Those of which nothing came
 * were duplicates, or are still on their way.
 */
public final class RedriveOutcomes {
    private static final int CHUNK = 5_000;
    private static final int MAX_LISTED = 10_000;
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final Deserializer<Decision> decisions;

    RedriveOutcomes(AvroSerdes serdes) {
        this.decisions = serdes.value(Topics.DECISIONS).deserializer();
    }

    /** A campaign that did not write because its trigger came too late. */
    public record TooOld(
            String letterId,
            String campaignId,
            String triggerName,
            @Nullable String detail) {}

    /**
     * What was found.
     *
     * @param accepted events that were enriched
     * @param rejected events that broke a rule again
     * @param failed   records that became dead letters again
     * @param replied  prompts that got a reply
     * @param tooOld   triggers that came too late, at most 10,000
     * @param rest     where to go on
     */
    public record Report(long accepted, long rejected, long failed, long replied, List<TooOld> tooOld, Cursor rest) {}

    Report since(LetterTopics topics, Instant since, Optional<Cursor> from) {
        var start =
                from.orElseGet(() -> topics.ranges(RedriveOutcomes::isOutcome, Optional.of(since), Optional.empty()));
        var tally = new Tally();
        var deadline = Deadline.in(MAX_TIME);
        var rest = new ArrayList<Cursor.Part>();
        for (var part : start.parts()) {
            var range = part.range();
            while (!range.isEmpty() && !deadline.isOver() && isOutcome(part.topic())) {
                var wish = new Range(range.from(), Math.min(range.to(), range.from() + CHUNK));
                var next = topics.read(DeadLetters.partition(part), wish, Long.MAX_VALUE, tally::add);
                range = new Range(next, range.to());
            }
            rest.add(new Cursor.Part(part.topic(), part.partition(), range));
        }
        return new Report(tally.accepted, tally.rejected, tally.failed, tally.replied, tally.tooOld, new Cursor(rest));
    }

    private static boolean isOutcome(String topic) {
        return topic.equals(Topics.EVENTS_ENRICHED.name())
                || topic.equals(Topics.DECISIONS.name())
                || topic.equals(Topics.REPLIES.name())
                || LetterReader.isLetterTopic(topic);
    }

    /** Counts as it reads. */
    private final class Tally {
        private final List<TooOld> tooOld = new ArrayList<>();
        private long accepted;
        private long rejected;
        private long failed;
        private long replied;

        void add(ConsumerRecord<byte[], byte[]> record) {
            var header = record.headers().lastHeader(LetterHeaders.REDRIVEN);
            if (header == null || header.value() == null) {
                return;
            }
            var topic = record.topic();
            if (topic.equals(Topics.EVENTS_ENRICHED.name())) {
                accepted++;
            } else if (topic.equals(Topics.EVENTS_REJECTED.name())) {
                rejected++;
            } else if (topic.equals(Topics.REPLIES.name())) {
                replied++;
            } else if (topic.equals(Topics.DECISIONS.name())) {
                decided(record, new String(header.value(), StandardCharsets.UTF_8));
            } else {
                failed++;
            }
        }

        private void decided(ConsumerRecord<byte[], byte[]> record, String letterId) {
            try {
                @Nullable Decision decision = decisions.deserialize(record.topic(), record.value());
                if (decision != null
                        && decision.getReason() == DecisionReason.TRIGGER_TOO_OLD
                        && tooOld.size() < MAX_LISTED) {
                    tooOld.add(new TooOld(
                            letterId, decision.getCampaignId(), decision.getTriggerName(), decision.getDetail()));
                }
            } catch (SerializationException unreadable) {
                failed++;
            }
        }
    }
}
