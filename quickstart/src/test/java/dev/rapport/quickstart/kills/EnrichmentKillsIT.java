package dev.rapport.quickstart.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.enrichment.campaign.publish.CampaignPublisher;
import dev.rapport.testkit.process.BrokerProcess;
import dev.rapport.testkit.process.SupervisedProcess;
import dev.rapport.testkit.slow.Slow;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * kill -9 of enrichment at random moments while events come in and campaigns and products change: what it wrote is, byte for byte,
 * what an application writes that reads the same log undisturbed. One kill, or as many as {@code -Drapport.kills=10} says, during
 * at least {@code -Drapport.kills.events=50000} events.
 */
@Tag("chaos")
@Slow
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
final class EnrichmentKillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(EnrichmentKillsIT.class);
    private static final int KILLS = Integer.getInteger("rapport.kills", 1);
    private static final int EVENTS = Integer.getInteger("rapport.kills.events", 2_000);
    private static final long SEED = Long.getLong("rapport.kills.seed", 20_261_201L);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final int PAUSE_MILLIS = 200;
    /** A change is known before it is in force: two applications know it a moment apart. */
    private static final Duration AHEAD = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private BrokerProcess broker;
    private SupervisedProcess capture;
    private SupervisedProcess enrichment;
    private Producers producers;

    @BeforeEach
    void start() throws Exception {
        var port = CaptureProcess.freePort();
        broker = BrokerProcess.start(folder);
        capture = CaptureProcess.of(broker.bootstrapServers(), port);
        capture.ensureRunning(folder);
        enrichment = EnrichmentProcess.of(broker.bootstrapServers(), folder);
        enrichment.ensureRunning(folder);
        producers = new Producers(
                URI.create("http://127.0.0.1:" + port), SEED, new ShopCalls(Instant.now())::call, PAUSE_MILLIS);
    }

    @AfterEach
    void stop() throws Exception {
        producers.close();
        capture.kill();
        enrichment.kill();
        broker.kill();
        Files.copy(
                folder.resolve("enrichment.log"),
                Path.of("target", "kills-enrichment.log"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void decidesAsIfNothingHadHappened() throws Exception {
        // Given
        var random = new Random(SEED);
        try (var undisturbed = UndisturbedEnrichment.on(broker.bootstrapServers(), folder)) {
            awaitMoreDecisions(undisturbed);
            // When
            for (var kill = 0; kill < KILLS; kill++) {
                change(undisturbed, kill);
                var life = Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
                await().pollDelay(life).until(() -> true);
                enrichment.kill();
                enrichment.ensureRunning(folder);
                awaitMoreDecisions(undisturbed);
            }
            await().atMost(SETTLED_WITHIN).until(() -> producers.made() >= EVENTS);
            producers.finish(SETTLED_WITHIN);
            assertThat(capture.stop(30)).as("drained in time").isTrue();
            var written = undisturbed.awaitSettled(SETTLED_WITHIN);
            assertThat(enrichment.stop(30)).as("ended in time").isTrue();
            // Then
            var again = undisturbed.run(SETTLED_WITHIN);
            report(written);
            assertThat(written.decisions()).isGreaterThan(EVENTS / 4);
            var differences = written.differences(again);
            assertThat(differences.subList(0, Math.min(5, differences.size())))
                    .as("of " + differences.size() + " differences")
                    .isEmpty();
        }
    }

    private static void change(UndisturbedEnrichment services, int change) {
        var publisher = new CampaignPublisher(
                services.kafka(), services.serdes(), () -> Instant.now().plus(AHEAD), "testing");
        publisher.publishCampaigns(ShopCalls.campaigns(change));
        publisher.publishCatalog(ShopCalls.products(change));
    }

    private static void awaitMoreDecisions(UndisturbedEnrichment services) {
        var before = services.decisions();
        await().atMost(SETTLED_WITHIN).until(() -> services.decisions() > before);
    }

    private void report(Outputs written) throws Exception {
        var line = KILLS + " kills, seed " + SEED + ": " + producers.made() + " events, " + written.sizes() + ", "
                + enrichment.starts() + " starts of enrichment";
        LOG.info(line);
        Files.writeString(Path.of("target", "kills-enrichment.txt"), line + "\n");
    }
}
