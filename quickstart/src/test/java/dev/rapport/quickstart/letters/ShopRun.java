package dev.rapport.quickstart.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import dev.rapport.ingestion.letters.Route;
import dev.rapport.ingestion.letters.Routes;
import dev.rapport.ingestion.letters.SourceRecords;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Session;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.topology.ScoringTopology;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.topology.TopologyHarness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;

/** Enrichment with a bug that can be mended, and scoring behind it: all that comes of the events of a shop. */
final class ShopRun implements AutoCloseable {
    private static final Duration TICK = Duration.ofMinutes(1);

    private final EventKeys keys = new EventKeys(Customers::of);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefectiveJson json;
    private final TopologyHarness enrichment;
    private final TopologyHarness scoring = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());

    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<String, Integer> enriched = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Conversion> conversions = new HashMap<>();
    private final List<String> tooOld = new ArrayList<>();
    private int prompts;
    private Instant ticked = Records.NOW.minus(Duration.ofMinutes(2));

    ShopRun(boolean broken) throws IOException {
        json = new DefectiveJson(broken);
        enrichment = TopologyHarness.start(
                "rapport-enrichment",
                serdes -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters, json).build());
        try (var in = getClass().getResourceAsStream("/campaigns/product-recommendation.yaml")) {
            var yaml = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
            enrichment.pipe(
                    Topics.CAMPAIGNS_ACCEPTED,
                    "product-recommendation",
                    CampaignDefinition.newBuilder()
                            .setCampaignId("product-recommendation")
                            .setVersion(1)
                            .setYaml(yaml)
                            .setSha256(DerivedId.sha256Hex(yaml))
                            .setPublishedAt(Records.NOW.minus(Duration.ofDays(1)))
                            .build());
        }
    }

    void take(List<CapturedEvent> events) {
        for (var event : events) {
            tickUntil(event.getReceivedAt());
            enrichment.pipe(Topics.EVENTS_CAPTURED, keys.of(event), event);
        }
        collect();
    }

    /** Time passes. */
    void tickUntil(Instant time) {
        while (ticked.plus(TICK).isBefore(time)) {
            ticked = ticked.plus(TICK);
            enrichment
                    .driver()
                    .createInputTopic(
                            Topics.EVENTS_CAPTURED.name(),
                            new StringSerializer(),
                            enrichment.serdes().<Tick>serializer())
                    .pipeInput("", new Tick(0, ticked, 1));
        }
    }

    void mend() {
        json.mend();
    }

    /** All that was put aside so far, sent again at a time; returns how many. */
    int redrive(Instant at) {
        var routes = new Routes(List.of(), SourceRecords.NONE);
        var sent = List.copyOf(letters);
        for (var letter : sent) {
            var back = (Route.Back) routes.of(letter, at, true);
            var headers = new RecordHeaders();
            back.headers().forEach(header -> headers.add(header.name(), header.value()));
            enrichment
                    .driver()
                    .createInputTopic(back.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(back.key(), back.value(), headers, at));
        }
        collect();
        return sent.size();
    }

    List<DeadLetter> letters() {
        return letters;
    }

    /** How often each message was enriched. */
    Map<String, Integer> enriched() {
        return new TreeMap<>(enriched);
    }

    /** Every session as it ended last: customer, start, end and events; not its id, which is that of the event that came first. */
    Set<String> sessions() {
        var all = new TreeSet<String>();
        sessions.values()
                .forEach(session -> all.add(session.getCustomerId() + " " + session.getStartedAt() + " "
                        + session.getLastAt() + " " + session.getEventCount()));
        return all;
    }

    /** Revenue of every conversion, in minor units. */
    Map<String, Long> conversions() {
        var all = new TreeMap<String, Long>();
        conversions.forEach((id, conversion) -> {
            if (!conversion.getRetracted()) {
                all.put(
                        id,
                        conversion.getRevenue() == null
                                ? 0L
                                : conversion.getRevenue().getAmountMinor());
            }
        });
        return all;
    }

    /** Letters whose trigger came too late, with the reason. */
    List<String> tooOld() {
        return tooOld;
    }

    int prompts() {
        return prompts;
    }

    /** Hands on what was written; call it before looking. */
    void collect() {
        var reader = new LetterReader(enrichment.serdes());
        for (var record : enrichment.drainDeadLetters()) {
            letters.add(reader.read(new ConsumerRecord<>(
                    Topics.deadLetters("rapport-enrichment"),
                    0,
                    letters.size(),
                    Records.NOW.toEpochMilli(),
                    TimestampType.LOG_APPEND_TIME,
                    -1,
                    -1,
                    record.key(),
                    record.value(),
                    record.headers(),
                    Optional.empty())));
        }
        for (var record : enrichment.drainRecords(Topics.EVENTS_ENRICHED)) {
            EnrichedEvent event = record.value();
            if (event != null) {
                enriched.merge(event.getMessageId(), 1, Integer::sum);
                scoring.pipe(Topics.EVENTS_ENRICHED, record.key(), event);
            }
        }
        enrichment.drain(Topics.SESSIONS).forEach(session -> sessions.put(session.getSessionId(), session));
        for (var record : enrichment.drainRecords(Topics.DECISIONS)) {
            Decision decision = record.value();
            var letter = record.headers().lastHeader(LetterHeaders.REDRIVEN);
            if (letter != null && decision.getReason() == DecisionReason.TRIGGER_TOO_OLD) {
                tooOld.add(new String(letter.value(), UTF_8) + " " + decision.getDetail());
            }
            scoring.pipe(Topics.DECISIONS, record.key(), decision);
        }
        prompts += enrichment.drain(Topics.PROMPTS).size();
        scoring.drain(Topics.CONVERSIONS)
                .forEach(conversion -> conversions.put(conversion.getConversionId(), conversion));
    }

    @Override
    public void close() {
        enrichment.close();
        scoring.close();
        meters.close();
    }
}
