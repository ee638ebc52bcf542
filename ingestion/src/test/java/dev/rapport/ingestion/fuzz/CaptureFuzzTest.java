package dev.rapport.ingestion.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.http.Admission;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.CloudEventsResource;
import dev.rapport.ingestion.capture.http.HubSpotResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.ingestion.capture.sink.PromptAnswers;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.ingestion.catalog.CatalogConfig;
import dev.rapport.ingestion.catalog.Feeds;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.http.ProductsResource;
import dev.rapport.ingestion.catalog.http.Upload;
import dev.rapport.ingestion.catalog.sink.CatalogMeters;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests that no sender should send, over real sockets: every one is answered, none with 500, the server's counters agree
 * with the answers, and nothing is kept. {@code -Dfuzz.requests=1000000} sends as many, {@code -Dfuzz.seed=7} others.
 */
final class CaptureFuzzTest {
    private static final long REQUESTS = Long.getLong("fuzz.requests", 1_500);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final long MAX_GROWTH_BYTES = 16 << 20;

    private static final Sources SOURCES =
            key -> Optional.of(key).filter("rapport-demo-key"::equals).map(known -> new WriteKey(known, "demo"));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestingEventSink sink = new TestingEventSink();
    private final TestingProductSink products = new TestingProductSink();
    private final HttpServer server =
            HttpServer.start(new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(1)), routes());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersAndCountsEveryBody(FuzzedDoor door) throws InterruptedException {
        // Given
        var fuzzer = new Fuzzer(server.port(), door.endpoints());
        fuzzer.sendFramed(-SEED, 1_000);
        var heap = heap();
        // When
        fuzzer.sendFramed(SEED, REQUESTS);
        // Then
        var answers = fuzzer.answers();
        assertThat(answers.values().stream().mapToLong(count -> count).sum()).isEqualTo(1_000 + REQUESTS);
        await().untilAsserted(() -> assertThat(counted()).isEqualTo(answers));
        if (door != FuzzedDoor.PRODUCTS) {
            assertThat(sink.requests.sum() + (long) total("rapport.capture.refused"))
                    .isEqualTo(1_000 + REQUESTS);
        }
        assertThat(heap() - heap).isLessThan(MAX_GROWTH_BYTES);
        report(door + ", bodies", answers, heap);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOrClosesWhatIsNoRequest(FuzzedDoor door) throws InterruptedException {
        // Given
        var fuzzer = new Fuzzer(server.port(), door.endpoints());
        fuzzer.sendUnframed(-SEED, 1_000);
        var heap = heap();
        // When
        fuzzer.sendUnframed(SEED, REQUESTS);
        // Then
        var answers = fuzzer.answers();
        assertThat(answers.values().stream().mapToLong(count -> count).sum()).isEqualTo(1_000 + REQUESTS);
        assertThat(heap() - heap).isLessThan(MAX_GROWTH_BYTES);
        report(door + ", heads and frames", answers, heap);
    }

    private List<HttpRoutes> routes() {
        var capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> UUID.randomUUID()
                .toString());
        var admission = new Admission(SOURCES, new SourceMeters(meters));
        var requests = new RequestMeters(meters);
        var clock = InstantSource.system();
        var hubSpot = new HubSpotConfig(
                List.of(FuzzedDoor.HUBSPOT_SECRET),
                Optional.empty(),
                Optional.of(FuzzedDoor.HUBSPOT_URL),
                "hubspot",
                Optional.empty());
        var catalog = new CatalogMeters(meters);
        var prompt = new PromptAnswers("catalog", catalog::acknowledged, Duration.ofSeconds(60));
        var upload = new Upload(
                new ProductIntake(products), new Feeds(products, products, 0.2), catalog, prompt, Runnable::run);
        return List.of(
                new CaptureResource(capture, CaptureConfig.DEFAULT, admission, requests, clock, Runnable::run),
                new CloudEventsResource(capture, CaptureConfig.DEFAULT, admission, requests, clock, Runnable::run),
                new HubSpotResource(capture, CaptureConfig.DEFAULT, hubSpot, requests, clock, Runnable::run),
                new ProductsResource(upload, products, prompt, requests, CatalogConfig.DEFAULT, clock, Runnable::run));
    }

    /** Requests by status as the server counts them. */
    private Map<Integer, Long> counted() {
        var counts = new TreeMap<Integer, Long>();
        meters.find("rapport.capture.requests")
                .timers()
                .forEach(timer -> counts.merge(Integer.parseInt(tag(timer)), timer.count(), Long::sum));
        return counts;
    }

    private static String tag(Meter meter) {
        return String.valueOf(meter.getId().getTag("status"));
    }

    private double total(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private void report(String what, Map<Integer, Long> answers, long heapBefore) {
        Logger.getLogger(getClass().getName())
                .info(() -> what + ": answers " + answers + ", events " + sink.captured.sum() + ", rejections "
                        + sink.rejected.sum() + ", products " + products.stored.sum() + " and removals "
                        + products.removed.sum() + ", heap " + (heapBefore >> 10) + " KiB, then " + (heap() >> 10)
                        + " KiB");
    }
}
