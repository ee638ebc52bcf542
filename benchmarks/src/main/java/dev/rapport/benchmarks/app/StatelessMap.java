package dev.rapport.benchmarks.app;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The least that a topology does with the same records: decode, pass on, encode, exactly once. What a topology under measurement
 * takes longer than this is its own work and its state.
 */
final class StatelessMap {
    static final String NAME = "stateless map of the same records";
    static final String OUTPUT = "rapport.bench.mapped.v1";

    private StatelessMap() {}

    static <V extends SpecificRecord> Topology of(AvroSerdes serdes, Topic<V> input) {
        return of(serdes, input, input.name());
    }

    /** @param name of a topic with records of that one */
    static <V extends SpecificRecord> Topology of(AvroSerdes serdes, Topic<V> input, String name) {
        var names = NodeNames.root("bench");
        var builder = new StreamsBuilder();
        builder.stream(name, serdes.consumed(input, names.of("read")))
                .mapValues(value -> value, names.named("pass-on"))
                .to(OUTPUT, Produced.with(Serdes.String(), serdes.value(input)).withName(names.of("write")));
        return builder.build();
    }
}
