package dev.rapport.enrichment.campaign.publish;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to control topics. */
final class ControlTopics {
    private static final Logger LOG = LoggerFactory.getLogger(ControlTopics.class);

    private final KafkaConnection kafka;
    private final AvroSerdes serdes;

    ControlTopics(KafkaConnection kafka, AvroSerdes serdes) {
        this.kafka = kafka;
        this.serdes = serdes;
    }

    /**
     * Returns when every in-sync replica has the records.
     *
     * @throws KafkaException when Kafka cannot be reached or refuses
     */
    <V extends SpecificRecord> void send(Topic<V> topic, Collection<ProducerRecord<String, V>> records) {
        if (records.isEmpty()) {
            return;
        }
        try (Producer<String, V> producer = new KafkaProducer<>(
                kafka.producer("campaign-publisher"), new StringSerializer(), serdes.<V>serializer())) {
            var sent = new ArrayList<Future<?>>();
            for (var record : records) {
                sent.add(producer.send(record));
            }
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot publish to " + topic.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing to " + topic.name(), e);
        }
        LOG.atInfo()
                .addKeyValue("topicName", topic.name())
                .addKeyValue("records", records.size())
                .log("published");
    }
}
