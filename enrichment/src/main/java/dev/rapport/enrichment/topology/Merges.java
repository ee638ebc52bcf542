package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.identity.Links;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.Move;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The links of identifiers whose events arrive on one partition, and the nodes that hear of their changes. */
final class Merges {
    /**
     * @param customers  node that moves of fragments go to, by fragment
     * @param identities node that records of merges go to, by fragment
     */
    record Nodes(String customers, String identities) {}

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, IdentityLink> links;
    private final Nodes nodes;

    Merges(ProcessorContext<String, SpecificRecord> context, Nodes nodes) {
        this.context = context;
        this.links = context.getStateStore(StateStores.LINKS);
        this.nodes = nodes;
    }

    @Nullable IdentityLink of(String fragmentId) {
        return links.get(fragmentId);
    }

    void put(String fragmentId, IdentityLink link) {
        links.put(fragmentId, link);
    }

    /** Sends a fragment to the customer whom it is merged with, behind all that was sent to it before, and publishes that. */
    void merge(Record<String, SpecificRecord> record, Move move) {
        move(record, move);
        context.forward(record.withKey(move.getFragmentId()).withValue(Links.identity(move)), nodes.identities());
    }

    /** Sends a fragment back. */
    void move(Record<String, SpecificRecord> record, Move move) {
        context.forward(record.withKey(move.getFragmentId()).withValue(move), nodes.customers());
    }
}
