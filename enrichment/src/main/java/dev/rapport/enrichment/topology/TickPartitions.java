package dev.rapport.enrichment.topology;

import dev.rapport.schemas.Tick;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Where ticks go. Everything else goes where its key says, as without these. */
final class TickPartitions {
    private TickPartitions() {}

    /** Into every partition: time passes for all customers. */
    static StreamPartitioner<String, SpecificRecord> all() {
        return (topic, key, value, partitions) -> value instanceof Tick
                ? Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))
                : Optional.empty();
    }

    /** Into the partition that is their key: what is complete there says nothing of the others. */
    static StreamPartitioner<String, SpecificRecord> own() {
        return (topic, key, value, partitions) ->
                value instanceof Tick ? Optional.of(Set.of(Integer.parseInt(key) % partitions)) : Optional.empty();
    }
}
