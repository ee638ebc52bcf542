package dev.rapport.quickstart.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.quickstart.app.RapportMain;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.process.SupervisedProcess;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of {@code rapport replay} in the middle, and the same command again: exactly the events of the file, once each. */
@Tag("chaos")
@Slow
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
final class ReplayKillsIT {
    private static final int KILLS = Integer.getInteger("rapport.kills", 1);
    private static final Duration WITHIN = Duration.ofMinutes(2);
    /** Enough for every kill to come in the middle. */
    private static final int EVENTS = 700 * (KILLS + 1);

    @TempDir
    private Path folder;

    @Test
    void goesOnAfterAKillAndNothingIsLostOrDoubled() throws Exception {
        // Given
        var file = Files.writeString(
                folder.resolve("events.jsonl"),
                IntStream.range(0, EVENTS).mapToObj(ReplayKillsIT::event).collect(Collectors.joining("\n")));
        try (var kafka = TestingKafka.start();
                var pipeline = TestingService.on(
                        kafka, Map.of(), new IngestionServiceFactory(), new EnrichmentServiceFactory())) {
            var replay = new SupervisedProcess(
                    "replay",
                    List.of("-Xmx64m"),
                    RapportMain.class,
                    List.of(
                            "replay",
                            file.toString(),
                            "--to=" + pipeline.uri(""),
                            "--write-key=" + TestingService.WRITE_KEY,
                            "--rate=300",
                            "--rejects=" + folder.resolve("rejects.jsonl"),
                            "--state=" + folder.resolve("state")));
            // When
            for (var kill = 0; kill < KILLS; kill++) {
                var before = taken(pipeline);
                replay.ensureRunning(folder);
                await().atMost(WITHIN)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> taken(pipeline) >= before + 100);
                replay.kill();
            }
            assertThat(taken(pipeline)).as("killed in the middle").isLessThan(EVENTS);
            replay.ensureRunning(folder);
            // Then
            assertThat(replay.awaitEnd(WITHIN.toSeconds())).isTrue();
            assertThat(replay.exitCode())
                    .as(Files.readString(folder.resolve("replay.log")))
                    .isZero();
            assertThat(Files.readString(folder.resolve("replay.log"))).contains("going on in events.jsonl after ");
            var captured = pipeline.findAll(Topics.EVENTS_CAPTURED, event -> true, (int) taken(pipeline));
            assertThat(captured.stream().map(CapturedEvent::getMessageId).distinct())
                    .hasSize(EVENTS);
            var outcome = "rapport_enrichment_events_total{outcome=\"%s\"} %.1f";
            await().atMost(WITHIN).untilAsserted(() -> assertThat(pipeline.metrics())
                    .contains(outcome.formatted("accepted", (double) EVENTS)));
            if (captured.size() > EVENTS) {
                await().atMost(WITHIN).untilAsserted(() -> assertThat(pipeline.metrics())
                        .contains(outcome.formatted("duplicate", (double) (captured.size() - EVENTS))));
            }
            var enriched = pipeline.findAll(Topics.EVENTS_ENRICHED, event -> true, EVENTS);
            assertThat(enriched.stream().map(EnrichedEvent::getMessageId).distinct())
                    .hasSize(EVENTS);
        }
    }

    /** Events that capture has taken, those sent twice counted twice. */
    private static double taken(TestingService pipeline) throws Exception {
        return pipeline.metrics()
                .lines()
                .filter(line ->
                        line.startsWith("rapport_capture_events_total{") && line.contains("outcome=\"accepted\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Without a message id, as many files are: it is derived from the line. */
    private static String event(int number) {
        return "{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"user-" + number % 97
                + "\",\"timestamp\":\"2026-05-04T10:00:00Z\",\"properties\":{\"n\":" + number + "}}";
    }
}
