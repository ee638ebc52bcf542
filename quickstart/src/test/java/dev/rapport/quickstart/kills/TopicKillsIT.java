package dev.rapport.quickstart.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.testkit.process.BrokerProcess;
import dev.rapport.testkit.process.SupervisedProcess;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
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
 * kill -9 of ingestion while it takes change events from Kafka topics, right when what it read is being stored and its offset
 * is not committed: what was stored is read again, under the same message id, and is enriched exactly once. Two kills, or as
 * many as {@code -Drapport.kills=20} says.
 */
@Tag("chaos")
@Slow
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
final class TopicKillsIT {
    private static final Logger LOG = LoggerFactory.getLogger(TopicKillsIT.class);
    private static final int KILLS = Integer.getInteger("rapport.kills", 1);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);
    /** Of each of the two sources before every kill: more than one poll takes. */
    private static final int ROWS = 800;
    /** More than the ticks that are written meanwhile. */
    private static final int STORED = 30;

    @TempDir
    private Path folder;

    private BrokerProcess broker;
    private SourceTopics topics;
    private SupervisedProcess ingestion;

    @BeforeEach
    void start() throws Exception {
        broker = BrokerProcess.start(folder);
        topics = new SourceTopics(broker.bootstrapServers());
        ingestion = CaptureProcess.of(
                broker.bootstrapServers(),
                0,
                "--ingestion.topics.file=" + topicsFile(),
                "--ingestion.topics.group=" + SourceTopics.GROUP);
    }

    @AfterEach
    void stop() throws Exception {
        ingestion.kill();
        topics.close();
        broker.kill();
        Files.copy(
                folder.resolve("capture.log"),
                Path.of("target", "topic-kills-capture.log"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatWasStoredBeforeItsOffsetWasCommittedCountsOnce() throws Exception {
        // When
        for (var kill = 0; kill < KILLS; kill++) {
            topics.send(ROWS);
            ingestion.ensureRunning(folder);
            if (kill % 2 == 1) {
                // Not always in the first poll of a life.
                awaitMore(topics.committed(), 1, topics::committed);
            }
            awaitMore(topics.captured(), STORED, topics::captured);
            ingestion.kill();
        }
        ingestion.ensureRunning(folder);
        await().atMost(SETTLED_WITHIN).until(() -> topics.committed() == topics.made());
        // Then
        assertThat(ingestion.stop(30)).as("drained in time").isTrue();
        assertThat(ingestion.exitCode()).isZero();
        try (var ledger = Ledger.start(broker.bootstrapServers(), folder)) {
            var captured = ledger.captured();
            assertThat(captured).as("every change").hasSize(topics.made());
            assertThat(Ledger.sum(captured))
                    .as("records: some were stored twice, or no kill came before a commit")
                    .isGreaterThan(topics.made());
            var enriched = ledger.awaitEnriched(topics.made(), SETTLED_WITHIN);
            LOG.info(
                    "{} kills: {} changes, {} records captured, {} enriched",
                    KILLS,
                    topics.made(),
                    Ledger.sum(captured),
                    Ledger.sum(enriched));
            assertThat(enriched.keySet()).isEqualTo(captured.keySet());
            assertThat(Ledger.sum(enriched)).as("enriched once").isEqualTo(topics.made());
        }
    }

    /** A number that Kafka is asked for. */
    @FunctionalInterface
    private interface Count {
        long now() throws Exception;
    }

    private static void awaitMore(long before, int more, Count count) {
        await().atMost(SETTLED_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> count.now() >= before + more);
    }

    private Path topicsFile() throws Exception {
        Files.writeString(folder.resolve("customers.yaml"), """
                dataset: customers
                user: {column: id}
                customer: {traits: {email: {column: email}}}
                """);
        Files.writeString(folder.resolve("contacts.yaml"), """
                dataset: contacts
                anonymous: {column: $key, prefix: "salesforce:"}
                customer: {traits: {email: {column: Email}}}
                """);
        return Files.write(
                folder.resolve("topics.yaml"),
                List.of(
                        "topics:",
                        "  - {topic: " + SourceTopics.DEBEZIUM
                                + ", format: debezium, source: shop, mapping: customers.yaml}",
                        "  - {topic: " + SourceTopics.SALESFORCE
                                + ", format: salesforce, source: crm, mapping: contacts.yaml}"));
    }
}
