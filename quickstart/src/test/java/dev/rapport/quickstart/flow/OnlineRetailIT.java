package dev.rapport.quickstart.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.replay.app.ReplayCommand;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.sample.Samples;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Four months of a real shop, twice, into a running pipeline, against totals that a program which shares nothing with Rapport
 * counts from the same files.
 */
@Slow
final class OnlineRetailIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WITHIN = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void countsWhatIsInTheFilesAndNothingTwice() throws Exception {
        // Given
        var data = Samples.path("online-retail").toString();
        var expected = count(data);
        try (var kafka = TestingKafka.start();
                var pipeline = TestingService.on(
                        kafka,
                        Map.of(),
                        new IngestionServiceFactory(),
                        new EnrichmentServiceFactory(),
                        new ScoringServiceFactory())) {
            // When
            var first = replay(pipeline, data);
            awaitShop(pipeline, expected);
            var shop = shop(pipeline);
            var again = replay(pipeline, data);
            awaitMetric(pipeline, "duplicate", expected.path("accepted").asLong());
            // Then
            assertThat(first.path("sent").asLong())
                    .isEqualTo(expected.path("sent").asLong());
            assertThat(first.path("accepted").asLong())
                    .isEqualTo(expected.path("accepted").asLong());
            assertThat(first.at("/rejected/MISSING_IDS").asLong())
                    .isEqualTo(expected.path("withoutCustomer").asLong());
            assertThat(withoutTimes(again)).isEqualTo(withoutTimes(first));
            assertThat(shop(pipeline)).isEqualTo(shop);
            assertThat(shop.path("events")).isEqualTo(expected.path("accepted"));
            assertThat(shop.path("purchases")).isEqualTo(expected.path("orders"));
            assertThat(shop.path("refunds")).isEqualTo(expected.path("refundEvents"));
            assertThat(shop.path("revenueMinor")).isEqualTo(expected.path("revenueMinor"));
            assertEnriched(pipeline, expected);
            System.err.printf("online retail: %s%nfirst %s%nagain %s%nshop %s%n", expected, first, again, shop);
        }
    }

    private static void assertEnriched(TestingService pipeline, JsonNode expected) {
        var captured = pipeline.findAll(
                Topics.EVENTS_CAPTURED, event -> true, expected.path("accepted").asInt() * 2);
        assertThat(captured.stream().map(CapturedEvent::getMessageId).distinct())
                .hasSize(expected.path("accepted").asInt());
        var enriched = pipeline.findAll(
                Topics.EVENTS_ENRICHED, event -> true, expected.path("accepted").asInt());
        assertThat(enriched.stream().map(EnrichedEvent::getCustomerId).distinct())
                .hasSize(expected.path("customers").asInt());
        var byName = enriched.stream().collect(Collectors.groupingBy(EnrichedEvent::getName));
        assertThat(orders(byName.get("Order Completed")))
                .isEqualTo(expected.path("orders").asLong());
        assertThat(orders(byName.get("Order Refunded")))
                .isEqualTo(expected.path("cancellations").asLong());
        assertThat(byName.get("Order Refunded").stream()
                        .mapToLong(event -> event.getRevenue().getAmountMinor())
                        .sum())
                .isEqualTo(expected.at("/refundedMinor/GBP").asLong());
    }

    private static long orders(List<EnrichedEvent> events) {
        return events.stream().map(EnrichedEvent::getOrderId).distinct().count();
    }

    private static void awaitShop(TestingService pipeline, JsonNode expected) {
        awaitMetric(pipeline, "accepted", expected.path("accepted").asLong());
        await().atMost(WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shop(pipeline).path("events")).isEqualTo(expected.path("accepted")));
    }

    private static void awaitMetric(TestingService pipeline, String outcome, long count) {
        var line = "rapport_enrichment_events_total{outcome=\"" + outcome + "\"} " + (double) count;
        await().atMost(WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(pipeline.metrics().lines()).contains(line));
    }

    private static JsonNode shop(TestingService pipeline) throws IOException, InterruptedException {
        var shop =
                JSON.readTree(pipeline.send("GET", "/api/v1/overview").body()).path("shop");
        return shop.deepCopy();
    }

    private static JsonNode withoutTimes(JsonNode report) {
        return JSON.createObjectNode()
                .set("counts", JSON.createArrayNode().add(report.path("sent")).add(report.path("rejected")));
    }

    private static JsonNode count(String data) throws IOException, InterruptedException {
        var script = Path.of("src", "test", "oracle", "online_retail.py").toString();
        var process = new ProcessBuilder("python3", script, data)
                .redirectErrorStream(true)
                .start();
        var counted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return JSON.readTree(counted);
    }

    private JsonNode replay(TestingService pipeline, String data) throws IOException {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        data,
                        "--mapping",
                        Path.of("..", "examples", "online-retail", "mapping.yaml")
                                .toString(),
                        "--to",
                        pipeline.uri("").toString(),
                        "--write-key",
                        TestingService.WRITE_KEY,
                        "--json",
                        "--rejects",
                        folder.resolve("rejects.jsonl").toString(),
                        "--state",
                        folder.resolve("state").toString());
        assertThat(exit).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }
}
