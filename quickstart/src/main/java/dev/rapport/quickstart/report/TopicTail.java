package dev.rapport.quickstart.report;

import static java.util.Map.entry;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics into a ledger as any outside reader would: committed records only, bytes to Avro over the schema
 * registry. For one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private final TopicReader reader;
    private final AvroSerdes serdes;
    private final TopicLedger ledger;
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> readers;
    private final Deserializer<CapturedEvent> capturedEvents;
    private final List<Reply> newReplies = new ArrayList<>();

    /** @param deadLetterTopics read beside the topics of the catalogue */
    public TopicTail(KafkaConnection kafka, AvroSerdes serdes, List<String> deadLetterTopics, TopicLedger ledger) {
        this.serdes = serdes;
        this.ledger = ledger;
        this.capturedEvents = serdes.deserializer(CapturedEvent.class);
        this.readers = Map.ofEntries(
                read(Topics.EVENTS_CAPTURED, (value, at) -> ledger.captured(value)),
                read(Topics.EVENTS_ENRICHED, (value, at) -> ledger.enriched(value)),
                read(Topics.EVENTS_REJECTED, (value, at) -> ledger.rejected(value)),
                read(Topics.DECISIONS, (value, at) -> ledger.decided(value)),
                read(Topics.PROMPTS, (value, at) -> ledger.prompted(value)),
                read(Topics.CONVERSIONS, (value, at) -> ledger.converted(value)),
                read(Topics.REPLIES, this::replied));
        var topics = new ArrayList<>(readers.keySet());
        topics.addAll(deadLetterTopics);
        this.reader = TopicReader.open(kafka, "ledger", topics);
    }

    /** Takes in what has arrived, waiting a moment for the first record; returns new replies in their order. */
    public List<Reply> poll(Duration wait) {
        reader.poll(wait, this::take);
        return handedOn();
    }

    /** Takes in everything that is committed now; returns the replies among it. */
    public List<Reply> readToEnd() {
        reader.readToEnd(this::take);
        return handedOn();
    }

    @Override
    public void close() {
        reader.close();
    }

    private List<Reply> handedOn() {
        ledger.forgetSettled();
        var replies = List.copyOf(newReplies);
        newReplies.clear();
        return replies;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        var topicReader = readers.get(record.topic());
        if (topicReader == null) {
            ledger.deadLetter(record.topic(), capturedMessageId(record.value()));
        } else if (record.value() != null) {
            topicReader.accept(record);
        }
    }

    private void replied(Reply reply, Instant appendedAt) {
        ledger.replied(reply, appendedAt);
        newReplies.add(reply);
    }

    /** A dead letter may be any record; most are captured events. */
    private @Nullable String capturedMessageId(byte @Nullable [] value) {
        try {
            var event = value == null ? null : capturedEvents.deserialize(Topics.EVENTS_CAPTURED.name(), value);
            return event == null ? null : event.getMessageId();
        } catch (SerializationException e) {
            return null;
        }
    }

    private <V extends SpecificRecord> Map.Entry<String, Consumer<ConsumerRecord<String, byte[]>>> read(
            Topic<V> topic, BiConsumer<V, Instant> take) {
        var deserializer = serdes.value(topic).deserializer();
        return entry(topic.name(), record -> {
            try {
                var value = deserializer.deserialize(record.topic(), record.value());
                if (value != null) {
                    take.accept(value, Instant.ofEpochMilli(record.timestamp()));
                }
            } catch (SerializationException e) {
                // Somebody else's: whoever works with the topic makes it a dead letter, which is counted below.
                LOG.atDebug()
                        .addKeyValue("topicName", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", e.getMessage())
                        .log("record is not read");
            }
        });
    }
}
