package dev.rapport.scoring.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.scoring.experiment.ExperimentAnalysis;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.live.RecentReplies;
import dev.rapport.scoring.live.Watchers;
import dev.rapport.scoring.topology.ScoringTopology;
import dev.rapport.testkit.topology.TopologyHarness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The API over real HTTP, on the stores of a topology that runs without a broker. */
final class TestingApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopologyHarness harness = TopologyHarness.start(
            "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());
    private final RecentReplies recent = new RecentReplies();
    private final Watchers watchers = new Watchers(harness.meters());
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64)),
            List.of(new ScoringApi(
                    stores(harness), new ExperimentAnalysis(List.of("control"), 5_000), recent, watchers)));
    private final HttpClient client = HttpClient.newHttpClient();

    TopologyHarness harness() {
        return harness;
    }

    RecentReplies recent() {
        return recent;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        watchers.close();
        server.close();
        harness.close();
    }

    static ScoringStores stores(TopologyHarness harness) {
        return new ScoringStores() {
            @Override
            public <V extends SpecificRecord> ReadOnlyKeyValueStore<String, V> open(String name) {
                KeyValueStore<String, V> store = harness.driver().getKeyValueStore(name);
                return store;
            }
        };
    }
}
