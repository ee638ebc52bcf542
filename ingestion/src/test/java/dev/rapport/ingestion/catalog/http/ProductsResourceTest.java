package dev.rapport.ingestion.catalog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.sink.PromptAnswers;
import dev.rapport.ingestion.catalog.CatalogConfig;
import dev.rapport.ingestion.catalog.CatalogLog;
import dev.rapport.ingestion.catalog.Feeds;
import dev.rapport.ingestion.catalog.LogPosition;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.ingestion.catalog.sink.CatalogMeters;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests with products are answered while nothing comes from Kafka. */
final class ProductsResourceTest {
    private static final String MUG = "{\"id\":\"mug-1\",\"title\":\"Mug\",\"price\":\"5 EUR\"}";
    private static final int UPLOADS = 8;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CatalogMeters meters = new CatalogMeters(registry);
    private final PromptAnswers prompt = new PromptAnswers("catalog", meters::acknowledged, Duration.ofMillis(300));
    private final Queue<Runnable> readings = new ConcurrentLinkedQueue<>();
    private final SilentSink sink = new SilentSink();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server =
            HttpServer.start(new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(2)), List.of(resource()));

    @BeforeEach
    void start() {
        meters.stalled(prompt::isStalled);
    }

    @AfterEach
    void stop() {
        prompt.close();
        server.close();
    }

    @Test
    void asksToComeBackWhenNoProductIsAcknowledged() {
        // Given
        prompt.start();
        // When
        var response = put("").join();
        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body())
                .startsWith("{\"success\":false,\"error\":{\"reason\":\"UNAVAILABLE\"")
                .contains("Kafka has acknowledged nothing for 300 ms");
        assertThat(registry.get("rapport.catalog.stalled").gauge().value()).isEqualTo(1);
        assertThat(registry.get("rapport.capture.requests")
                        .tags("call", "products", "status", "503")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    /** It would come after what its sender has sent meanwhile. */
    @Test
    void storesNothingOfAFeedWhoseBeginWasGivenUp() {
        // Given
        prompt.start();
        var response = put("?complete=true").join();
        // When
        readings.remove().run();
        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(sink.pending).isEmpty();
    }

    @Test
    void holdsAFewRequestsAtATimeAndAsksOthersToComeBack() {
        // Given
        var first = Stream.generate(() -> put("")).limit(UPLOADS).toList();
        await().until(() -> sink.pending.size() == UPLOADS);
        // When
        var refused = put("").join();
        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        sink.pending.forEach(stored -> stored.complete(null));
        assertThat(first)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
    }

    @Test
    void takesTheNextRequestWhenOneIsAnswered() {
        // Given
        var bad = Stream.generate(() -> put("?complet=true")).limit(2 * UPLOADS);
        assertThat(bad.map(CompletableFuture::join))
                .extracting(HttpResponse::statusCode)
                .containsOnly(400);
        // When
        var response = put("");
        // Then
        await().until(() -> sink.pending.size() == 1);
        sink.pending.remove().complete(null);
        assertThat(response.join().statusCode()).isEqualTo(200);
    }

    private ProductsResource resource() {
        var feeds = new Feeds(new EmptyLog(), sink, 0.2);
        var upload = new Upload(new ProductIntake(sink), feeds, meters, prompt, readings::add);
        var requests = new RequestMeters(registry);
        return new ProductsResource(
                upload, sink, prompt, requests, CatalogConfig.DEFAULT, InstantSource.system(), Runnable::run);
    }

    private CompletableFuture<HttpResponse<String>> put(String query) {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/products" + query);
        var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(MUG));
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Stores when it is told to. */
    private static final class SilentSink implements ProductSink {
        private final Queue<CompletableFuture<Void>> pending = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableFuture<Void> store(List<? extends ProductChange> changes, Map<String, String> headers) {
            var stored = new CompletableFuture<Void>();
            pending.add(stored);
            return stored;
        }
    }

    private static final class EmptyLog implements CatalogLog {
        @Override
        public LogPosition end() {
            return new LogPosition(Map.of(0, 0L));
        }

        @Override
        public Map<String, LogPlace> productsOf(String source) {
            return Map.of();
        }
    }
}
