package dev.rapport.quickstart.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.testkit.process.BrokerProcess;
import dev.rapport.testkit.process.SupervisedProcess;
import dev.rapport.testkit.slow.Slow;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
 * kill -9 of ingestion and of the broker at random moments while events are sent: what was answered 200 is in the topic, and
 * once the senders have sent the rest again, every event is enriched exactly once. Two kills, or as many as
 * {@code -Drapport.kills=20} says; {@code -Drapport.kills.seed} chooses the moments.
 */
@Tag("chaos")
@Slow
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
final class CaptureKillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureKillsIT.class);
    private static final int KILLS = Integer.getInteger("rapport.kills", 2);
    private static final long SEED = Long.getLong("rapport.kills.seed", 20_261_130L);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    private static final int LONGEST_LIFE_MILLIS = 4_000;

    @TempDir
    private Path folder;

    private BrokerProcess broker;
    private SupervisedProcess capture;
    private Producers producers;

    @BeforeEach
    void start() throws Exception {
        var port = CaptureProcess.freePort();
        broker = BrokerProcess.start(folder);
        capture = CaptureProcess.of(broker.bootstrapServers(), port);
        capture.ensureRunning(folder);
        producers = new Producers(URI.create("http://127.0.0.1:" + port), SEED);
    }

    @AfterEach
    void stop() throws Exception {
        producers.close();
        capture.kill();
        broker.kill();
        for (var log : List.of("capture.log", "broker.log")) {
            Files.copy(folder.resolve(log), Path.of("target", "kills-" + log), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void whatWasAnsweredIsThereAndCountsOnce() throws Exception {
        // Given
        var random = new Random(SEED);
        var victims = victims(random);
        awaitMoreAnswers();
        // When
        for (var isBroker : victims) {
            var life = Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
            await().pollDelay(life).until(() -> true);
            if (isBroker) {
                broker.killAndRestart();
            } else {
                capture.kill();
                capture.ensureRunning(folder);
            }
            awaitMoreAnswers();
        }
        producers.finish(SETTLED_WITHIN);
        // Then
        assertThat(capture.stop(30)).as("drained in time").isTrue();
        assertThat(capture.exitCode()).isZero();
        try (var ledger = Ledger.start(broker.bootstrapServers(), folder)) {
            var captured = ledger.captured();
            assertThat(producers.acknowledged().stream().filter(id -> !captured.containsKey(id)))
                    .as("answered 200 and not in the topic")
                    .isEmpty();
            var enriched = ledger.awaitEnriched(captured.size(), SETTLED_WITHIN);
            report(captured, enriched);
            assertThat(producers.acknowledged().size()).isEqualTo(producers.made());
            assertThat(enriched.size()).isEqualTo(producers.made());
            assertThat(enriched.entrySet().stream().filter(copies -> copies.getValue() > 1))
                    .as("enriched twice")
                    .isEmpty();
        }
    }

    /** Half of them the broker, half ingestion, in random order. */
    private static List<Boolean> victims(Random random) {
        var victims = new ArrayList<Boolean>();
        for (var i = 0; i < KILLS; i++) {
            victims.add(i % 2 == 0);
        }
        Collections.shuffle(victims, random);
        return victims;
    }

    private void awaitMoreAnswers() {
        var before = producers.acknowledged().size();
        await().atMost(SETTLED_WITHIN).until(() -> producers.acknowledged().size() > before);
    }

    private void report(Map<String, Integer> captured, Map<String, Integer> enriched) throws Exception {
        var line = KILLS + " kills, seed " + SEED + ": " + producers.made() + " events, "
                + producers.acknowledged().size() + " answered 200, answers to requests " + producers.answers()
                + ", longest wait for a 503 " + producers.longestRefusalMillis() + " ms; " + captured.size()
                + " captured, " + Ledger.sum(captured) + " records of them; " + enriched.size() + " enriched, "
                + Ledger.sum(enriched) + " records of them; " + capture.starts() + " starts of ingestion";
        LOG.info(line);
        Files.writeString(Path.of("target", "kills.txt"), line + "\n");
    }
}
