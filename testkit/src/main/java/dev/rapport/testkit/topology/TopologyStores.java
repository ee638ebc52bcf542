package dev.rapport.testkit.topology;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Processor;

/** The stores of a topology, for tests that compare them with what is declared. */
public final class TopologyStores {
    private TopologyStores() {}

    /** Names of all stores, global ones included. */
    public static Set<String> names(Topology topology) {
        var names = new TreeSet<String>();
        var description = topology.describe();
        for (var part : description.subtopologies()) {
            for (var node : part.nodes()) {
                if (node instanceof Processor processor) {
                    names.addAll(processor.stores());
                }
            }
        }
        description
                .globalStores()
                .forEach(global -> names.addAll(global.processor().stores()));
        return names;
    }
}
