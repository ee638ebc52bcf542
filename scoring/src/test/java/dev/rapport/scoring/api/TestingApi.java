package dev.rapport.scoring.api;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.EXPERIMENTS;
import static dev.rapport.schemas.topic.Topics.EXPOSURES;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.schemas.topic.Topics.TOUCHPOINTS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.scoring.api.stream.Subscribers;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.topology.ScoringTopology;
import dev.rapport.scoring.view.TestingView;
import dev.rapport.testkit.clock.TestingClock;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.topology.TopologyHarness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The API over real HTTP, on the read model of topologies that run without a broker. */
final class TestingApi implements AutoCloseable {
    private static final List<Topic<?>> SCORED = List.of(EVENTS_ENRICHED, EVENTS_REJECTED, DECISIONS, REPLIES);
    private static final List<Topic<?>> VIEWED =
            List.of(CAMPAIGNS_ACCEPTED, CATALOG_ACCEPTED, IDENTITIES, PROFILES, DECISIONS, REPLIES);

    private final TestingClock clock = TestingClock.at(Records.NOW);
    private final TopologyHarness scoring = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());
    private final Subscribers subscribers = new Subscribers(scoring.meters());
    private final TestingView view = new TestingView(subscribers::publish);
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64)),
            List.of(new ScoringApi(
                    view.view(), new ExperimentAnalysis(List.of("control"), 5_000), subscribers, clock)));
    private final HttpClient client = HttpClient.newHttpClient();

    /** A record to all that read its topic; what comes of it has reached the read model when this returns. */
    <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value) {
        if (SCORED.contains(topic)) {
            scoring.pipe(topic, key, value);
        }
        if (VIEWED.contains(topic)) {
            view.pipe(topic, key, value);
        }
        handOn(METRICS);
        handOn(EXPERIMENTS);
        handOn(TOUCHPOINTS);
        handOn(EXPOSURES);
    }

    TestingView view() {
        return view;
    }

    TestingClock clock() {
        return clock;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.strict().readTree(response.body());
    }

    @Override
    public void close() {
        subscribers.close();
        server.close();
        view.close();
        scoring.close();
    }

    private <V extends SpecificRecord> void handOn(Topic<V> topic) {
        scoring.drainRecords(topic).forEach(record -> view.pipe(topic, record.key(), record.value()));
    }
}
