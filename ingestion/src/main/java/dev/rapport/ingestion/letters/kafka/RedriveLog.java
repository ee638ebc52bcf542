package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.RedrivenLetters;
import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Redrive;
import dev.rapport.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topic that says which letters were sent again: it is read on to its end when it is asked. Thread-safe. */
final class RedriveLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveLog.class);

    private final KafkaConnection kafka;
    private final Deserializer<Redrive> deserializer;
    private final RedrivenLetters redriven = new RedrivenLetters();
    private @Nullable TopicReader reader;

    RedriveLog(KafkaConnection kafka, AvroSerdes serdes) {
        this.kafka = kafka;
        this.deserializer = serdes.value(Topics.REDRIVES).deserializer();
    }

    /** Reads what was added; afterwards it knows of all that was committed before the call. */
    synchronized void refresh() {
        var open = reader == null ? TopicReader.open(kafka, "redrives", Topics.REDRIVES.name()) : reader;
        reader = open;
        open.readToEnd(record -> {
            try {
                @Nullable Redrive redrive = deserializer.deserialize(record.topic(), record.value());
                var id = LetterId.parse(String.valueOf(record.key()));
                if (redrive != null) {
                    id.ifPresent(letter -> redriven.add(letter, redrive));
                }
            } catch (SerializationException e) {
                LOG.atWarn()
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("error", e.getMessage())
                        .log("record of a redrive cannot be read");
            }
        });
    }

    /** As far as the topic was read. */
    RedrivenLetters redriven() {
        return redriven;
    }

    @Override
    public synchronized void close() {
        var open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
