package dev.rapport.runtime.streams;

import dev.rapport.runtime.deadletter.kafka.FailedRecord;
import dev.rapport.runtime.deadletter.kafka.LetterWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters of a topology: what a handler of Kafka Streams returns for them, counted and logged. */
final class StreamsLetters {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsLetters.class);

    private final LetterWriter writer;
    private final @Nullable MeterRegistry meters;

    private StreamsLetters(LetterWriter writer, @Nullable MeterRegistry meters) {
        this.writer = writer;
        this.meters = meters;
    }

    /** From the settings of the topology. */
    static StreamsLetters of(Map<String, ?> config) {
        var application = String.valueOf(config.get(StreamsConfig.APPLICATION_ID_CONFIG));
        return new StreamsLetters(LetterWriter.of(application), DeadLetterCounter.registry(config));
    }

    /**
     * The letter of the record that was read.
     *
     * @param key   as read, null where it is not known any more: that of a timer
     * @param stage what failed
     */
    List<ProducerRecord<byte[], byte[]>> write(
            ErrorHandlerContext context,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Exception error,
            String stage) {
        DeadLetterCounter.count(meters, context.topic(), stage);
        LOG.atWarn()
                .addKeyValue("topicName", context.topic())
                .addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset())
                .addKeyValue("stage", stage)
                .addKeyValue("error", error.getClass().getName())
                .log("record goes to the dead letters");
        LOG.debug("why it does", error);
        @Nullable String topic = context.topic();
        @Nullable Headers headers = context.headers();
        var failed = new FailedRecord(
                topic == null ? "" : topic,
                context.partition(),
                context.offset(),
                key,
                value,
                headers == null ? new RecordHeaders() : headers);
        return List.of(writer.write(failed, error, stage));
    }
}
