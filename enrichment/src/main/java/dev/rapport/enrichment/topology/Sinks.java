package dev.rapport.enrichment.topology;

import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes that write what is known of customers and decided about them, by topic. */
final class Sinks {
    private final Map<Topic<?>, String> nodes = new LinkedHashMap<>();

    Sinks(NodeNames names) {
        nodes.put(Topics.EVENTS_ENRICHED, names.of("enriched"));
        nodes.put(Topics.PROFILES, names.of("profiles"));
        nodes.put(Topics.CONSENTS, names.of("consents"));
        nodes.put(Topics.SUPPRESSIONS, names.of("suppressions"));
        nodes.put(Topics.DECISIONS, names.of("decisions"));
        nodes.put(Topics.PROMPTS, names.of("prompts"));
    }

    Map<Topic<?>, String> all() {
        return nodes;
    }

    String of(Topic<?> topic) {
        var node = nodes.get(topic);
        if (node == null) {
            throw new IllegalStateException("no node writes " + topic.name());
        }
        return node;
    }
}
