package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.consent.SuppressionWords;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes that take what is known of customers and decided about them, by topic. */
final class Sinks {
    private final Map<Topic<?>, String> nodes = new LinkedHashMap<>();

    Sinks(NodeNames names) {
        nodes.put(Topics.EVENTS_ENRICHED, names.of("enriched"));
        nodes.put(Topics.SESSIONS, names.of("split-sessions"));
        nodes.put(Topics.PROFILES, names.of("profiles"));
        nodes.put(Topics.CONSENTS, names.of("consents"));
        nodes.put(Topics.DECISIONS, names.of("decisions"));
        nodes.put(Topics.PROMPTS, names.of("prompts"));
        nodes.put(Topics.TRANSFERS, names.of("transfers"));
    }

    /** The node that a repartition begins with, as the DSL names it. */
    static String entryOf(String repartition) {
        return repartition + "-repartition-filter";
    }

    /** The nodes by topic. */
    Map<Topic<?>, String> all() {
        return nodes;
    }

    String of(Topic<?> topic) {
        var node = topic.equals(SuppressionWords.BY_ADDRESS) ? entryOf(topic.name()) : nodes.get(topic);
        if (node == null) {
            throw new IllegalStateException("no node writes " + topic.name());
        }
        return node;
    }
}
