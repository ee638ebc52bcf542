package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.StateStores.with;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.RECOMMENDATIONS;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.schemas.topic.Topics.SESSIONS;
import static dev.rapport.schemas.topic.Topics.SUPPRESSIONS;
import static dev.rapport.schemas.topic.Topics.SUPPRESSIONS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.TRANSFERS;

import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.ConsentStep;
import dev.rapport.enrichment.customer.consent.SuppressionStep;
import dev.rapport.enrichment.customer.consent.SuppressionWords;
import dev.rapport.enrichment.customer.consent.Suppressions;
import dev.rapport.enrichment.customer.profile.ProfileStep;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.customer.recommendation.Decay;
import dev.rapport.enrichment.customer.recommendation.Ranking;
import dev.rapport.enrichment.customer.session.SessionStep;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.decision.Catalogs;
import dev.rapport.enrichment.decision.DecideStep;
import dev.rapport.enrichment.decision.Recommender;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.prompt.liquid.LiquidPromptWriter;
import dev.rapport.enrichment.read.EventReader;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.LearntSession;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.GlobalTopic;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * One captured event in; nothing (a duplicate), one rejection, or one enriched event, profile and decisions out. Four
 * nodes: read, drop duplicates, resolve identity, and behind the repartition one that owns all state of customers.
 */
public final class EnrichmentTopology {
    private static final String BY_CUSTOMER = "events-by-customer";
    private static final String BY_PREVIOUS_ID = "aliases-by-previous-id";
    private static final String TO_LEARN = "sessions-to-learn";

    private final NodeNames names = NodeNames.root("enrichment");
    private final Sinks sinks = new Sinks(names);
    private final Json json;
    private final Sessions sessions;
    private final AvroSerdes serdes;
    private final EnrichmentConfig config;
    private final EnrichmentMeters meters;
    private final LearnerMeters learnerMeters;
    private final StateStores stores;

    public EnrichmentTopology(AvroSerdes serdes, EnrichmentConfig config, MeterRegistry registry) {
        this(serdes, config, registry, new JacksonJson());
    }

    /** @param json how payloads are read and properties written */
    public EnrichmentTopology(AvroSerdes serdes, EnrichmentConfig config, MeterRegistry registry, Json json) {
        this.json = json;
        this.serdes = serdes;
        this.config = config;
        this.sessions = new Sessions(config.sessionGap());
        this.meters = new EnrichmentMeters(registry);
        this.learnerMeters = new LearnerMeters(registry);
        this.stores = new StateStores(serdes);
    }

    /** The topology; each call makes one of its own. */
    public Topology build() {
        var builder = new StreamsBuilder();
        var campaigns = new CampaignIndex(meters);
        var catalog = new CatalogIndex(config.catalogMaxAge(), meters);
        var related = new RelatedIndex(meters);
        new GlobalTopic<>(CAMPAIGNS_ACCEPTED, StateStores.CAMPAIGNS)
                .addTo(builder, serdes, names.of("read-campaigns"), campaigns::put);
        new GlobalTopic<>(CATALOG_ACCEPTED, StateStores.CATALOG)
                .addTo(builder, serdes, names.of("read-catalog"), catalog::put);
        new GlobalTopic<>(RECOMMENDATIONS, StateStores.RELATED)
                .addTo(builder, serdes, names.of("read-recommendations"), related::put);
        new GlobalTopic<>(SUPPRESSIONS_ACCEPTED, StateStores.SUPPRESSIONS)
                .addTo(builder, serdes, names.of("read-suppressions"));

        var reader = new EventReader(json, config.defaultCurrency());
        var keys = new EventKeys(config.identity().hash()::of);
        var read = builder.stream(
                        EVENTS_CAPTURED.name(),
                        Consumed.with(Serdes.String(), stores.stream(CapturedEvent.class))
                                .withName(names.of("captured")))
                .process(
                        () -> new ReadProcessor(
                                reader, keys, meters, names.of("drop-duplicates"), names.of("rejected")),
                        names.named("read"));
        write(read, EVENTS_REJECTED, names.of("rejected"));
        var customers = byCustomer(builder, keys, read)
                .merge(replies(builder), names.named("join-replies"))
                .merge(transfers(builder), names.named("join-transfers"));
        var recommender = new Recommender(
                related, new Ranking(Decay.halvedIn(config.recommendations().halfLife())));
        var enriched = enrich(customers, keys, campaigns, suppressions -> steps(suppressions, catalog, recommender));
        learn(enriched);
        sinks.all().forEach((topic, node) -> {
            if (!topic.equals(SESSIONS)) {
                write(enriched, topic, node);
            }
        });
        write(suppressions(builder, enriched), SUPPRESSIONS_ACCEPTED, names.of("suppressions"));
        return builder.build();
    }

    /** Whose event it is: from the sender's partition to the customer's. */
    private KStream<String, SpecificRecord> byCustomer(
            StreamsBuilder builder, EventKeys keys, KStream<String, SpecificRecord> read) {
        // Shared by two nodes: added once and connected by name, or each would get a store of its own.
        builder.addStateStore(stores.links());
        var merges = new Merges.Nodes(names.of("join-aliases"), names.of("join-merges"));
        KStream<String, SpecificRecord> resolved = read.process(
                        with(() -> new DropDuplicatesProcessor(keys, meters), stores.messages()),
                        names.named("drop-duplicates"))
                .process(
                        () -> new ResolveIdentityProcessor(keys, merges, Sinks.entryOf(BY_PREVIOUS_ID)),
                        names.named("resolve-identity"),
                        StateStores.LINKS,
                        StateStores.MESSAGES);
        KStream<String, SpecificRecord> aliases = resolved.repartition(
                        repartitioned(BY_PREVIOUS_ID, List.of(ReadEvent.class)))
                .process(() -> new LinkAliasProcessor(keys, merges), names.named("link-alias"), StateStores.LINKS);
        write(resolved.merge(aliases, names.named("join-merges")), IDENTITIES, names.of("identities"));
        return resolved.merge(aliases, names.named("join-aliases"))
                .merge(undone(builder), names.named("join-undone"))
                .repartition(repartitioned(BY_CUSTOMER, List.of(ReadEvent.class, Tick.class, Move.class)));
    }

    /** What operators unmerged, in as many partitions as the events of the identifiers. */
    private KStream<String, SpecificRecord> undone(StreamsBuilder builder) {
        var nodes = new Merges.Nodes(names.of("join-undone"), names.of("identities"));
        KStream<String, SpecificRecord> published = builder.stream(
                IDENTITIES.name(),
                Consumed.with(Serdes.String(), stores.stream(IDENTITIES.valueType()))
                        .withName(names.of("published-identities")));
        return published.process(() -> new UndoMergeProcessor(nodes), names.named("undo-merge"), StateStores.LINKS);
    }

    /** What comes from other customers, by customer. */
    private KStream<String, SpecificRecord> transfers(StreamsBuilder builder) {
        return builder.stream(
                TRANSFERS.name(),
                Consumed.with(Serdes.String(), stores.stream(TRANSFERS.valueType()))
                        .withName(names.of("published-transfers")));
    }

    /** What customers were answered; in as many partitions as their events, by customer. */
    private KStream<String, SpecificRecord> replies(StreamsBuilder builder) {
        return builder.stream(
                REPLIES.name(),
                Consumed.with(Serdes.String(), stores.stream(REPLIES.valueType()))
                        .withName(names.of("replies")));
    }

    private KStream<String, SpecificRecord> enrich(
            KStream<String, SpecificRecord> events,
            EventKeys keys,
            CampaignIndex campaigns,
            Function<Suppressions, Steps> steps) {
        return events.process(
                with(
                        () -> new EnrichCustomerProcessor(
                                steps,
                                sessions,
                                campaigns,
                                keys,
                                new Payloads(serdes),
                                new PublishStep(json),
                                meters,
                                sinks),
                        stores.customers(),
                        stores.decisions(),
                        stores.absences(),
                        stores.scheduleWalk(),
                        stores.customerMessages(),
                        stores.waiting(),
                        stores.ticks(),
                        stores.due()),
                names.named("enrich-customer"));
    }

    /** From all partitions of customers to the one that learns. */
    private void learn(KStream<String, SpecificRecord> enriched) {
        KStream<String, SpecificRecord> sessions = enriched.process(
                () -> new SplitSessionsProcessor(names.of("sessions"), Sinks.entryOf(TO_LEARN)),
                names.named("split-sessions"));
        write(sessions, SESSIONS, names.of("sessions"));
        KStream<String, SpecificRecord> learnt = sessions.repartition(
                        repartitioned(TO_LEARN, List.of(LearntSession.class, Tick.class))
                                .withNumberOfPartitions(1))
                .process(
                        with(
                                () -> new LearnSessionsProcessor(config.recommendations(), learnerMeters),
                                stores.learntSessions(),
                                stores.customerTicks()),
                        names.named("learn-sessions"));
        write(learnt, RECOMMENDATIONS, names.of("recommendations"));
    }

    /** From the customers' partitions to the addresses'; what operators published of an address comes to the same node. */
    private KStream<String, SpecificRecord> suppressions(
            StreamsBuilder builder, KStream<String, SpecificRecord> enriched) {
        KStream<String, SpecificRecord> published = builder.stream(
                SUPPRESSIONS.name(),
                Consumed.with(Serdes.String(), stores.stream(SUPPRESSIONS.valueType()))
                        .withName(names.of("published-suppressions")));
        return enriched.repartition(repartitioned(SuppressionWords.BY_ADDRESS.name(), List.of(SuppressionWord.class)))
                .merge(published, names.named("join-published-suppressions"))
                .process(with(MergeSuppressionsProcessor::new, stores.addresses()), names.named("merge-suppressions"));
    }

    /** What is done about an event, in this order; what happens by an absence is decided only. */
    private Steps steps(Suppressions suppressions, Catalogs catalogs, Recommender recommender) {
        var decide = new DecideStep(catalogs, recommender, LiquidPromptWriter.lenient(), suppressions, json);
        var onEvent = List.<Step>of(
                new ConsentStep(),
                new ProfileStep(json),
                new SuppressionStep(),
                new PublishStep(json),
                new SessionStep(sessions, json),
                decide);
        return new Steps(onEvent, decide);
    }

    private void write(KStream<String, SpecificRecord> from, Topic<?> topic, String node) {
        from.to(
                topic.name(),
                Produced.with(Serdes.String(), stores.stream(topic.valueType()))
                        .withStreamPartitioner(TickPartitions.own())
                        .withName(node));
    }

    private Repartitioned<String, SpecificRecord> repartitioned(
            String name, List<Class<? extends SpecificRecord>> types) {
        return Repartitioned.<String, SpecificRecord>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(stores.stream(types))
                .withStreamPartitioner(TickPartitions.all());
    }
}
