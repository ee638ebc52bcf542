package dev.rapport.ingestion.catalog.sink;

import dev.rapport.ingestion.catalog.CatalogLog;
import dev.rapport.ingestion.catalog.LogPosition;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The catalogue's topic, read from its beginning each time: what is asked for is needed once a feed. */
public final class KafkaCatalogLog implements CatalogLog {
    private static final String TOPIC = Topics.CATALOG.name();

    private final KafkaConnection kafka;
    private final AvroSerdes serdes;
    private final CatalogMeters meters;

    public KafkaCatalogLog(KafkaConnection kafka, AvroSerdes serdes, CatalogMeters meters) {
        this.kafka = kafka;
        this.serdes = serdes;
        this.meters = meters;
    }

    @Override
    public LogPosition end() {
        try (var reader = open()) {
            var ends = new TreeMap<Integer, Long>();
            reader.backlogEnds().forEach((partition, end) -> ends.put(partition.partition(), end));
            return new LogPosition(ends);
        }
    }

    @Override
    public Map<String, LogPlace> productsOf(String source) {
        var places = new HashMap<String, LogPlace>();
        try (var reader = open();
                var products = serdes.deserializer(CatalogProduct.class)) {
            reader.readBacklog(record -> {
                meters.read();
                var product = read(products, record);
                if (product != null && product.getSource().equals(source)) {
                    places.put(record.key(), new LogPlace(record.partition(), record.offset()));
                } else {
                    places.remove(record.key());
                }
            });
        }
        return places;
    }

    private TopicReader open() {
        var reader = TopicReader.open(kafka, "catalog-reader", TOPIC);
        meters.read();
        return reader;
    }

    /** Null where there is none, or none that can be read: its source is not known, so it is not removed. */
    private static @Nullable CatalogProduct read(
            Deserializer<CatalogProduct> products, ConsumerRecord<String, byte[]> record) {
        try {
            return products.deserialize(TOPIC, record.value());
        } catch (SerializationException e) {
            return null;
        }
    }
}
