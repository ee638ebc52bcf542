package dev.rapport.enrichment.control;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * What anybody published in, what may run out. A record that cannot be read or breaks a rule becomes a dead letter, and
 * what was accepted before stays; a tombstone is always accepted.
 */
public final class ControlTopology {
    private final NodeNames names = NodeNames.root("control");
    private final AvroSerdes serdes;
    private final ControlMeters meters;

    public ControlTopology(AvroSerdes serdes, MeterRegistry registry) {
        this.serdes = serdes;
        this.meters = new ControlMeters(registry);
    }

    /** The topology; each call makes one of its own. */
    public Topology build() {
        var builder = new StreamsBuilder();
        check(
                builder,
                "campaigns",
                DeclaredStores.CAMPAIGN_TIMES,
                CAMPAIGNS,
                CAMPAIGNS_ACCEPTED,
                ControlRules::campaign,
                Effective.CAMPAIGN);
        check(
                builder,
                "catalog",
                DeclaredStores.PRODUCT_TIMES,
                CATALOG,
                CATALOG_ACCEPTED,
                ControlRules::product,
                Effective.PRODUCT);
        return builder.build();
    }

    private <V extends SpecificRecord> void check(
            StreamsBuilder builder,
            String what,
            String times,
            Topic<V> published,
            Topic<V> accepted,
            ControlRules.Rule<V> rule,
            Effective<V> effective) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(times), Serdes.String(), Serdes.ByteArray()));
        builder.stream(published.name(), serdes.consumed(published, names.of("read-" + what)))
                .process(
                        () -> new CheckProcessor<>(rule, effective, times, meters), names.named("check-" + what), times)
                .to(accepted.name(), serdes.produced(accepted, names.of("accept-" + what)));
    }
}
