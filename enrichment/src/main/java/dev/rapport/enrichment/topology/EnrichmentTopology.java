package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.StateStores.with;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static dev.rapport.schemas.topic.Topics.SUPPRESSIONS;

import dev.rapport.enrichment.campaign.DecideStep;
import dev.rapport.enrichment.campaign.liquid.LiquidPromptWriter;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.step.ConsentStep;
import dev.rapport.enrichment.step.EnrichStep;
import dev.rapport.enrichment.step.Json;
import dev.rapport.enrichment.step.ProfileStep;
import dev.rapport.enrichment.step.ReadEventStep;
import dev.rapport.enrichment.step.SessionStep;
import dev.rapport.enrichment.step.SuppressionStep;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.GlobalTopic;
import dev.rapport.runtime.streams.NodeNames;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/** One captured event in; nothing (a duplicate), one rejection, or one enriched event, profile and decisions out. */
public final class EnrichmentTopology {
    private final NodeNames names = NodeNames.root("enrichment");
    private final Json json = new JacksonJson();
    private final AvroSerdes serdes;
    private final EnrichmentConfig config;
    private final EnrichmentMeters meters;
    private final StateStores stores;

    public EnrichmentTopology(AvroSerdes serdes, EnrichmentConfig config, MeterRegistry registry) {
        this.serdes = serdes;
        this.config = config;
        this.meters = new EnrichmentMeters(registry);
        this.stores = new StateStores(serdes);
    }

    /** The topology; each call makes one of its own. */
    public Topology build() {
        var builder = new StreamsBuilder();
        var captured = builder.stream(EVENTS_CAPTURED.name(), serdes.consumed(EVENTS_CAPTURED, names.of("captured")));
        var campaigns = new CampaignIndex(meters);
        var catalog = new CatalogIndex();
        new GlobalTopic<>(CAMPAIGNS_ACCEPTED, StateStores.CAMPAIGNS)
                .addTo(builder, serdes, names.of("read-campaigns"), campaigns::put);
        new GlobalTopic<>(CATALOG_ACCEPTED, StateStores.CATALOG)
                .addTo(builder, serdes, names.of("read-catalog"), catalog::put);
        new GlobalTopic<>(SUPPRESSIONS, StateStores.SUPPRESSIONS).addTo(builder, serdes, names.of("read-suppressions"));
        var step = new ReadEventStep(json, config.defaultCurrency());
        // Before duplicates are dropped: what is rejected may be mended and sent again under its message id.
        var outcomes = readPayloads(step, captured);
        reject(Objects.requireNonNull(outcomes.get(names.of("outcome-rejected"))));
        var accepted = Objects.requireNonNull(outcomes.get(names.of("outcome-accepted")))
                .mapValues(read -> (ReadPayloadProcessor.Accepted) read, names.named("take-accepted"));
        decide(enrich(step, byCustomer(builder, step, accepted)), campaigns, catalog);
        return builder.build();
    }

    /** Whose event it is: from the sender's partition to the customer's. */
    private KStream<String, CapturedEvent> byCustomer(
            StreamsBuilder builder, ReadEventStep step, KStream<String, ReadPayloadProcessor.Accepted> accepted) {
        // Shared by two nodes: added once and connected by name, or each would get a store of its own.
        builder.addStateStore(stores.links());
        var fresh = accepted.process(
                with(stores.messages(), () -> new DropDuplicatesProcessor(step, meters)),
                names.named("drop-duplicates"));
        fresh.filter((key, event) -> aliasesAnotherKey(key, event), names.named("select-aliases"))
                .selectKey((key, event) -> event.getPreviousId(), names.named("key-by-previous-id"))
                .repartition(repartitioned("aliases-by-previous-id"))
                .process(LinkAliasProcessor::new, names.named("link-alias"), StateStores.LINKS);
        return fresh.process(ResolveIdentityProcessor::new, names.named("resolve-identity"), StateStores.LINKS)
                .repartition(repartitioned("events-by-customer"));
    }

    private Map<String, KStream<String, ReadPayloadProcessor.Read>> readPayloads(
            ReadEventStep step, KStream<String, CapturedEvent> captured) {
        return captured.process(() -> new ReadPayloadProcessor(step, meters), names.named("read-payload"))
                .split(names.named("outcome-"))
                .branch((key, read) -> read instanceof ReadPayloadProcessor.Accepted, Branched.as("accepted"))
                .defaultBranch(Branched.as("rejected"));
    }

    private void reject(KStream<String, ReadPayloadProcessor.Read> rejected) {
        rejected.mapValues(read -> ((ReadPayloadProcessor.Rejected) read).rejection(), names.named("take-rejection"))
                .to(EVENTS_REJECTED.name(), serdes.produced(EVENTS_REJECTED, names.of("rejected")));
    }

    private KStream<String, SessionEvent> enrich(ReadEventStep step, KStream<String, CapturedEvent> events) {
        var profileStep = new ProfileStep(json, meters::evictedTraits);
        var sessionStep = new SessionStep(config.sessionGap());
        var enrichStep = new EnrichStep(json);
        var known = events.mapValues(event -> ReadPayloadProcessor.again(step, event), names.named("read-facts"))
                .process(
                        with(stores.profiles(), () -> new UpdateProfileProcessor(profileStep, json)),
                        names.named("update-profile"));
        known.mapValues(KnownEvent::profile, names.named("take-profile"))
                .to(PROFILES.name(), serdes.produced(PROFILES, names.of("profiles")));
        known.flatMapValues(KnownEvent::consents, names.named("take-consents"))
                .selectKey((customer, change) -> ConsentStep.key(change), names.named("key-by-category"))
                .to(CONSENTS.name(), serdes.produced(CONSENTS, names.of("consents")));
        known.flatMapValues(KnownEvent::suppressions, names.named("take-suppressions"))
                .selectKey((customer, change) -> change.addressKey(), names.named("key-by-address"))
                .mapValues(SuppressionStep.Change::suppression, names.named("take-suppression"))
                .to(SUPPRESSIONS.name(), serdes.produced(SUPPRESSIONS, names.of("suppressions")));
        // Where only a withdrawal counts, it ends here: nothing has happened that others could count.
        var enriched = known.filter(
                        (customer, event) -> event.event().getWithdrawal() == null, names.named("keep-whole"))
                .process(
                        with(stores.sessions(), () -> new AssignSessionProcessor(sessionStep, enrichStep)),
                        names.named("assign-session"));
        enriched.mapValues(SessionEvent::event, names.named("take-enriched"))
                .to(EVENTS_ENRICHED.name(), serdes.produced(EVENTS_ENRICHED, names.of("enriched")));
        return enriched;
    }

    private void decide(KStream<String, SessionEvent> enriched, CampaignIndex campaigns, CatalogIndex catalog) {
        var verdicts = enriched.process(
                with(
                        stores.decisions(),
                        () -> new DecideCampaignsProcessor(
                                campaigns,
                                isSuppressed -> new DecideStep(
                                        catalog, this::properties, LiquidPromptWriter.lenient(), isSuppressed),
                                json,
                                meters)),
                names.named("decide-campaigns"));
        verdicts.mapValues(DecideStep.Verdict::decision, names.named("take-decision"))
                .to(DECISIONS.name(), serdes.produced(DECISIONS, names.of("decisions")));
        verdicts.flatMapValues(verdict -> verdict.prompt().stream().toList(), names.named("take-prompt"))
                .to(PROMPTS.name(), serdes.produced(PROMPTS, names.of("prompts")));
    }

    private Map<String, @Nullable Object> properties(EnrichedEvent event) {
        return json.read(event.getProperties().getBytes(StandardCharsets.UTF_8));
    }

    /** Those whose own partition need not be that of their previous id. */
    private static boolean aliasesAnotherKey(String key, CapturedEvent event) {
        return ResolveIdentityProcessor.isAlias(event) && !key.equals(event.getPreviousId());
    }

    private Repartitioned<String, CapturedEvent> repartitioned(String name) {
        return Repartitioned.<String, CapturedEvent>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.value(EVENTS_CAPTURED));
    }
}
