package dev.rapport.quickstart.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.http.Admission;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.api.ScoringApi;
import dev.rapport.scoring.api.stream.Subscribers;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.topology.ScoringTopology;
import dev.rapport.scoring.view.ScoringView;
import dev.rapport.scoring.view.ViewContext;
import dev.rapport.scoring.view.ViewTopology;
import dev.rapport.testkit.clock.TestingClock;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.topology.TopologyHarness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an event passes between its request and the API, without a broker: the routes of capture over real
 * HTTP, enrichment with the bundled campaigns, scoring and its API. The clock moves one second a request.
 */
final class FaultPipeline implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEMO_KEY =
            "Basic " + Base64.getEncoder().encodeToString("rapport-demo-key:".getBytes(StandardCharsets.UTF_8));

    private static final List<Topic<?>> VIEWED = List.of(Topics.DECISIONS, Topics.REPLIES);
    private static final List<Topic<?>> SCORED =
            List.of(Topics.METRICS, Topics.EXPERIMENTS, Topics.TOUCHPOINTS, Topics.EXPOSURES);

    private final TestingClock clock = TestingClock.at(Records.NOW);
    private final Queue<SpecificRecord> stored = new ConcurrentLinkedQueue<>();
    private final EventKeys keys = new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyHarness enrichment = TopologyHarness.start(
            "rapport-enrichment", serdes -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build());
    private final TopologyHarness scoring = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());
    private final TopologyHarness reading =
            TopologyHarness.start("rapport-scoring-view", serdes -> new ViewTopology(serdes, view(serdes)).build());
    private final Subscribers subscribers = new Subscribers(meters);
    private @Nullable ScoringView view;
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(1024)), List.of(captureRoutes(), scoringRoutes()));
    private final HttpClient client = HttpClient.newHttpClient();

    private final ArrayNode answers = JSON.createArrayNode();
    private final ArrayNode rejected = JSON.createArrayNode();
    private final ObjectNode profiles = JSON.createObjectNode();
    private final ArrayNode enriched = JSON.createArrayNode();
    private final ArrayNode decisions = JSON.createArrayNode();
    private int prompts;
    private int deadLetters;

    FaultPipeline() {
        for (var file : CampaignFiles.load(Optional.empty())) {
            enrichment.pipe(
                    Topics.CAMPAIGNS_ACCEPTED,
                    file.campaign().id(),
                    CampaignDefinition.newBuilder()
                            .setCampaignId(file.campaign().id())
                            .setVersion(file.campaign().version())
                            .setYaml(file.yaml())
                            .setSha256(DerivedId.sha256Hex(file.yaml()))
                            .setPublishedAt(Records.NOW)
                            .build());
        }
    }

    /** One request; when it returns, all that came of it is where it belongs. */
    void post(Fault.Post post) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(post.to()))
                .POST(HttpRequest.BodyPublishers.ofString(post.text()))
                .setHeader("Authorization", DEMO_KEY)
                .setHeader("Content-Type", "application/json");
        post.headers().forEach(request::setHeader);
        answers.add(client.send(request.build(), BodyHandlers.ofString()).statusCode());
        for (var record = stored.poll(); record != null; record = stored.poll()) {
            if (record instanceof CapturedEvent event) {
                enrichment.pipe(Topics.EVENTS_CAPTURED, keys.of(event), event);
            } else if (record instanceof RejectedEvent event) {
                rejected.add(event.getReason().name());
            }
        }
        collect();
        clock.advance(Duration.ofSeconds(1));
        enrichment.advance(Duration.ofSeconds(1));
        scoring.advance(Duration.ofSeconds(1));
    }

    /** Whatever differs from what is expected, each with its path. */
    List<String> differences(Fault.Expectation expected) throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        compare("answers", expected.answers(), answers, found);
        compare("rejected", expected.rejected(), rejected, found);
        compare("profiles", byCustomer(expected.profiles()), profiles, found);
        compare("enriched", expected.enriched(), enriched, found);
        compare("decisions", expected.decisions(), decisions, found);
        compare("prompts", expected.prompts(), JSON.getNodeFactory().numberNode(prompts), found);
        compare("deadLetters", expected.deadLetters(), JSON.getNodeFactory().numberNode(deadLetters), found);
        for (var experiment : expected.experiments().entrySet()) {
            var path = "/api/v1/experiments/" + experiment.getKey();
            found.addAll(Subset.differences(path, experiment.getValue(), get(path)));
        }
        for (var answer : expected.gets().entrySet()) {
            found.addAll(Subset.differences(answer.getKey(), answer.getValue(), get(answer.getKey())));
        }
        return found;
    }

    /** What is expected of customers whom a line names by their identifiers. */
    private static @Nullable JsonNode byCustomer(@Nullable JsonNode byIdentifier) {
        if (byIdentifier == null) {
            return null;
        }
        var byCustomer = JSON.createObjectNode();
        byIdentifier.properties().forEach(entry -> byCustomer.set(Customers.of(entry.getKey()), entry.getValue()));
        return byCustomer;
    }

    private static void compare(String what, @Nullable JsonNode expected, JsonNode actual, List<String> found) {
        if (expected != null) {
            found.addAll(Subset.differences(what, expected, actual));
        }
    }

    private void collect() throws IOException {
        enrichment
                .drain(Topics.EVENTS_REJECTED)
                .forEach(event -> rejected.add(event.getReason().name()));
        for (var profile : enrichment.drainRecords(Topics.PROFILES)) {
            profiles.set(profile.key(), json(profile.value()));
            reading.pipe(Topics.PROFILES, profile.key(), profile.value());
        }
        for (var event : through(Topics.EVENTS_ENRICHED)) {
            enriched.add(json(event));
        }
        for (var decision : through(Topics.DECISIONS)) {
            decisions.add(decision.getCampaignId() + " " + decision.getReason());
        }
        prompts += enrichment.drain(Topics.PROMPTS).size();
        deadLetters += enrichment.drainDeadLetters().size()
                + scoring.drainDeadLetters().size();
    }

    /** What enrichment wrote, handed on to scoring. */
    private <V extends SpecificRecord> List<V> through(Topic<V> topic) {
        var values = new ArrayList<V>();
        for (var record : enrichment.drainRecords(topic)) {
            scoring.pipe(topic, record.key(), record.value());
            if (VIEWED.contains(topic)) {
                reading.pipe(topic, record.key(), record.value());
            }
            values.add(record.value());
        }
        SCORED.forEach(this::show);
        return values;
    }

    /** What scoring wrote, handed on to the read model. */
    private <V extends SpecificRecord> void show(Topic<V> topic) {
        scoring.drainRecords(topic).forEach(record -> reading.pipe(topic, record.key(), record.value()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var response = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        return response.statusCode() == 404 ? MissingNode.getInstance() : JSON.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode json(Object record) throws IOException {
        return JSON.readTree(record.toString());
    }

    private CaptureResource captureRoutes() {
        var config = CaptureConfig.DEFAULT;
        var admission = new Admission(ConfiguredSources.DEMO, new SourceMeters(meters));
        EventSink sink = (outcomes, headers) -> {
            outcomes.forEach(outcome -> stored.add(
                    outcome instanceof CaptureOutcome.Captured captured
                            ? captured.event()
                            : ((CaptureOutcome.Rejected) outcome).event()));
            return CompletableFuture.completedFuture(null);
        };
        var capture = new Capture(
                new EventCheck(config), sink, () -> UUID.randomUUID().toString());
        return new CaptureResource(capture, config, admission, new RequestMeters(meters), clock, Runnable::run);
    }

    private ScoringApi scoringRoutes() {
        var analysis = new ExperimentAnalysis(List.of("control"), 10_000);
        return new ScoringApi(Objects.requireNonNull(view), analysis, subscribers, clock);
    }

    private ScoringView view(AvroSerdes serdes) {
        var made = ScoringView.create(new ViewContext(serdes, meters, event -> {}, () -> true, Customers::of));
        view = made;
        return made;
    }

    @Override
    public void close() {
        server.close();
        subscribers.close();
        reading.close();
        scoring.close();
        enrichment.close();
        meters.close();
    }
}
