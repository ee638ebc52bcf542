package dev.rapport.scoring.view;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.runtime.streams.ProjectedTopic;
import dev.rapport.runtime.streams.Projection;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/** Topics in, the read model out: every instance reads all partitions, and nothing is written to Kafka. */
public final class ViewTopology {
    private final AvroSerdes serdes;
    private final ScoringView view;
    private final NodeNames names = NodeNames.root("scoring-view");

    public ViewTopology(AvroSerdes serdes, ScoringView view) {
        this.serdes = serdes;
        this.view = view;
    }

    /** The whole topology. */
    public Topology build() {
        var builder = new StreamsBuilder();
        project(builder, Topics.METRICS, "metrics", view.metrics());
        project(builder, Topics.EXPERIMENTS, "arms", view.arms());
        project(builder, Topics.CAMPAIGNS_ACCEPTED, "campaigns", view.campaigns());
        project(builder, Topics.CATALOG_ACCEPTED, "products", view.products());
        project(builder, Topics.IDENTITIES, "identities", view.identities());
        project(builder, Topics.PROFILES, "profiles", view.profiles());
        project(builder, Topics.DECISIONS, "decisions", view.decisions());
        project(builder, Topics.TOUCHPOINTS, "touchpoints", view.touchpoints());
        project(builder, Topics.EXPOSURES, "exposures", view.exposures());
        project(builder, Topics.REPLIES, "replies", view.replies());
        return builder.build();
    }

    private <V extends SpecificRecord> void project(
            StreamsBuilder builder, Topic<V> topic, String what, Projection<V> projection) {
        new ProjectedTopic<>(topic, "view-" + what).addTo(builder, serdes, names.of("read-" + what), projection);
    }
}
