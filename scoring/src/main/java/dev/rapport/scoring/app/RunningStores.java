package dev.rapport.scoring.app;

import dev.rapport.scoring.api.ScoringStores;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores of the running topology; those of partitions that other instances own are not seen. Thread-safe. */
final class RunningStores implements ScoringStores {
    private volatile @Nullable KafkaStreams streams;

    void readFrom(KafkaStreams running) {
        streams = running;
    }

    @Override
    public <V extends SpecificRecord> ReadOnlyKeyValueStore<String, V> open(String name) {
        var running = streams;
        if (running == null) {
            throw new StreamsNotStartedException("scoring is not started");
        }
        try {
            return running.store(
                    StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore()));
        } catch (IllegalStateException e) {
            // Kafka Streams says so when it is stopping or has stopped, and of nothing else that reading can meet.
            throw new StreamsStoppedException("scoring is stopping", e);
        }
    }
}
