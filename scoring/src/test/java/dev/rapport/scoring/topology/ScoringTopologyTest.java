package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.CONVERSIONS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.EVENTS_REJECTED;
import static dev.rapport.schemas.topic.Topics.EXPERIMENTS;
import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.scoring.topology.ScoringStory.anOrder;
import static dev.rapport.scoring.topology.ScoringStory.lastByKey;
import static dev.rapport.scoring.topology.ScoringStory.row;
import static dev.rapport.scoring.topology.ScoringStory.start;
import static dev.rapport.testkit.record.Records.ARM;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CHANNEL;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.scoring.experiment.ArmSums;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.metric.KeptWindows;
import dev.rapport.testkit.topology.TopologyHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScoringTopologyTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "scoring-topology.txt");

    private final TopologyHarness harness = start();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void keepsItsDescription() throws IOException {
        // Given
        var topology = new ScoringTopology(harness.serdes(), ScoringRules.defaults());
        // When
        var description = topology.build().describe().toString();
        // Then
        if (System.getProperty("update") != null) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, description);
        }
        assertThat(description).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void countsEventsOfTheWholeShopInEveryWindow() {
        // Given
        var viewed = anEnrichedEvent().build();
        var ordered = anOrder("message-2", "order-1", 50_00L, Duration.ofMinutes(1));
        // When
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, viewed);
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, ordered);
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, "|||ALL|0").getCounts())
                .isEqualTo(Map.of(
                        "events", 2L,
                        "event.Product Viewed", 1L,
                        "event.Order Completed", 1L,
                        "purchases", 1L,
                        "sessions", 1L));
        assertThat(row(rows, "|||ALL|0").getRevenueMinor()).isEqualTo(Map.of("EUR", 50_00L));
        var minute = row(rows, "|||MINUTE|" + NOW.plusSeconds(60).toEpochMilli());
        assertThat(minute.getCounts()).containsEntry("purchases", 1L).containsEntry("events", 1L);
        assertThat(minute.getWindowStart()).isEqualTo(NOW.plusSeconds(60));
        assertThat(rows.keySet())
                .contains(
                        "|||HOUR|" + NOW.toEpochMilli(),
                        "|||DAY|" + Instant.parse("2026-03-20T00:00:00Z").toEpochMilli());
    }

    @Test
    void followsAReplyFromDecisionToPurchase() {
        // Given
        var order = anOrder("message-2", "order-1", 50_00L, Duration.ofHours(2));
        // When
        harness.pipe(DECISIONS, CUSTOMER, aDecision().build());
        harness.pipe(REPLIES, CUSTOMER, aReply().build());
        for (var name : List.of("Email Delivered", "Email Opened", "Email Opened", "Email Link Clicked")) {
            harness.pipe(EVENTS_ENRICHED, CUSTOMER, anEngagement(name));
        }
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, order);
        // Then
        var metric = row(lastByKey(harness), CAMPAIGN + "|" + ARM + "|" + CHANNEL + "|ALL|0");
        assertThat(metric.getCounts())
                .isEqualTo(Map.ofEntries(
                        Map.entry("decisions.SENT", 1L),
                        Map.entry("customers", 1L),
                        Map.entry("sent", 1L),
                        Map.entry("generated", 1L),
                        Map.entry("delivered", 1L),
                        Map.entry("opened", 1L),
                        Map.entry("opens", 2L),
                        Map.entry("clicked", 1L),
                        Map.entry("clicks", 1L),
                        Map.entry("converted", 1L),
                        Map.entry("purchases", 1L)));
        assertThat(metric.getRevenueMinor()).isEqualTo(Map.of("EUR", 50_00L));
        var conversion = harness.drain(CONVERSIONS).get(0);
        assertThat(conversion.getCredits())
                .isEqualTo(List.of(new Credit(PROMPT, CAMPAIGN, CAMPAIGN, ARM, "last", 1_000_000L)));
        assertThat(conversion.getTouchpoints())
                .extracting(PathTouchpoint::getKind)
                .containsExactly("clicked", "opened", "opened");
        var arms = harness.drainRecords(EXPERIMENTS);
        var arm = Objects.requireNonNull(arms.get(arms.size() - 1).value());
        assertThat(arms).extracting(TestRecord::key).containsOnly(CAMPAIGN + "|" + ARM + "|" + CHANNEL);
        assertThat(arm.getPropensityMillionths()).isEqualTo(500_000L);
        assertThat(ArmSums.of(arm).revenue("Order Completed", "EUR")).isEqualTo(Moments.of(50_00L));
        assertThat(ArmSums.of(arm).converted("Order Completed")).isEqualTo(Moments.of(1));
    }

    @Test
    void writesAConversionAgainWhenATouchpointOfItsPathArrivesLate() {
        // Given
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("last")
                        .setUtmSource("newsletter")
                        .setOccurredAt(NOW.plusSeconds(60))
                        .build());
        // When a touchpoint arrives that is not the last
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent().setMessageId("first").setUtmSource("search").build());
        // Then
        assertThat(harness.drain(CONVERSIONS))
                .extracting(conversion -> conversion.getTouchpoints().stream()
                        .map(PathTouchpoint::getSource)
                        .toList())
                .containsExactly(List.of(), List.of("newsletter"), List.of("search", "newsletter"));
    }

    @Test
    void endsMinutesAndHoursByTheTimeOfReceiptAndKeepsDays() {
        // Given
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anEnrichedEvent().build());
        lastByKey(harness);
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                "customer-2",
                anEnrichedEvent()
                        .setMessageId("a hundred days later")
                        .setOccurredAt(NOW)
                        .setReceivedAt(NOW.plus(Duration.ofDays(100)))
                        .build());
        // Then
        var rows = harness.drainRecords(METRICS);
        assertThat(rows)
                .filteredOn(row -> row.value() == null)
                .extracting(TestRecord::key)
                .containsExactlyInAnyOrder("|||MINUTE|" + NOW.toEpochMilli(), "|||HOUR|" + NOW.toEpochMilli());
        assertThat(rows)
                .filteredOn(row -> row.value() != null)
                .extracting(
                        row -> Objects.requireNonNull(row.value()).getCounts().get("events"))
                .containsExactlyInAnyOrder(2L, 2L);
        assertThat(bytes(harness)).hasSize(2);
    }

    @Test
    void losesNoChangeThatIsNotPassedOnWhenTheProcessEnds() {
        // Given
        var batching = new Batching(1_000, Duration.ofHours(1));
        try (var batched = TopologyHarness.start("rapport-scoring", serdes -> new ScoringTopology(
                        serdes, ScoringRules.defaults(), KeptWindows.DEFAULT, batching)
                .build())) {
            harness.pipe(DECISIONS, CUSTOMER, aDecision().build());
            harness.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
            batched.pipe(DECISIONS, CUSTOMER, aDecision().build());
            batched.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
            assertThat(batched.drain(METRICS)).isEmpty();
            // When it starts with what is in its stores
            var restarted = new PendingChanges(
                    batched.driver().getKeyValueStore(ScoringStoreNames.PENDING_METRICS),
                    batched.driver().getKeyValueStore(ScoringStoreNames.PENDING_MOMENTS));
            var drained = restarted.drain();
            // Then
            assertThat(drained.metrics())
                    .containsExactlyInAnyOrderElementsOf(lastByKey(harness).values());
            assertThat(drained.moments()).isEqualTo(harness.drain(EXPERIMENTS).subList(1, 2));
            assertThat(new PendingChanges(
                                    batched.driver().getKeyValueStore(ScoringStoreNames.PENDING_METRICS),
                                    batched.driver().getKeyValueStore(ScoringStoreNames.PENDING_MOMENTS))
                            .drain()
                            .metrics())
                    .isEmpty();
        }
    }

    @Test
    void passesChangesOnInBatches() {
        // Given
        var batching = new Batching(1_000, Duration.ofSeconds(1));
        try (var batched = TopologyHarness.start("rapport-scoring", serdes -> new ScoringTopology(
                        serdes, ScoringRules.defaults(), KeptWindows.DEFAULT, batching)
                .build())) {
            for (var i = 0; i < 50; i++) {
                batched.pipe(
                        EVENTS_ENRICHED,
                        CUSTOMER + i,
                        anEnrichedEvent().setMessageId("message-" + i).build());
            }
            // When
            batched.advance(Duration.ofSeconds(1));
            // Then
            assertThat(batched.drain(METRICS)).hasSize(4).allSatisfy(row -> assertThat(row.getCounts())
                    .containsEntry("events", 50L));
        }
    }

    @Test
    void creditsASourceWithoutTheBlanksAroundItsName() {
        // When
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent().setUtmSource(" LinkedIn\u00a0").build());
        harness.pipe(
                EVENTS_ENRICHED,
                CUSTOMER,
                anEnrichedEvent()
                        .setMessageId("blank")
                        .setUtmSource(" \u200b")
                        .setOccurredAt(NOW.plusMillis(1))
                        .build());
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anOrder("message-2", "order-1", 50_00L, Duration.ofHours(1)));
        // Then
        assertThat(harness.drain(CONVERSIONS))
                .singleElement()
                .extracting(Conversion::getCredits)
                .isEqualTo(List.of(new Credit(null, "LinkedIn", null, null, "last", 1_000_000L)));
    }

    @Test
    void setsAsideWhatCannotBeReadOnEveryTopicAndGoesOn() {
        // Given
        var junk = "hello not json".getBytes(StandardCharsets.UTF_8);
        var topics = List.of(EVENTS_ENRICHED, EVENTS_REJECTED, DECISIONS, REPLIES);
        // When
        topics.forEach(topic -> harness.pipeBytes(topic, CUSTOMER, junk));
        harness.pipe(EVENTS_ENRICHED, CUSTOMER, anEnrichedEvent().build());
        // Then
        assertThat(harness.drainDeadLetters()).hasSize(topics.size());
        assertThat(row(lastByKey(harness), "|||ALL|0").getCounts()).containsEntry("events", 1L);
    }

    @Test
    void movesACustomerToTheArmOfTheEarlierExposure() {
        // Given
        var late =
                aDecision().setArm("late").setDecidedAt(NOW.plusSeconds(3600)).build();
        var early = aDecision().setArm("early").build();
        // When
        harness.pipe(DECISIONS, CUSTOMER, late);
        harness.pipe(DECISIONS, CUSTOMER, early);
        // Then
        var rows = lastByKey(harness);
        assertThat(row(rows, CAMPAIGN + "|late|" + CHANNEL + "|ALL|0").getCounts())
                .isEqualTo(Map.of("decisions.SENT", 1L));
        assertThat(row(rows, CAMPAIGN + "|early|" + CHANNEL + "|ALL|0").getCounts())
                .containsEntry("customers", 1L);
    }

    @Test
    void givesTheSameRowsBitForBitWhenReplayedWithTopicsReadInAnotherOrder() {
        // Given
        var story = List.of(
                anOrder("message-0", "order-0", 10_00L, Duration.ofHours(-1)),
                anEnrichedEvent().build(),
                anEngagement("Email Opened"),
                anEngagement("Email Link Clicked"),
                anOrder("message-2", "order-1", 50_00L, Duration.ofHours(2)),
                anOrder("message-3", "order-1", 5_00L, Duration.ofHours(3)));
        harness.pipe(DECISIONS, CUSTOMER, aDecision().build());
        harness.pipe(REPLIES, CUSTOMER, aReply().build());
        story.forEach(event -> harness.pipe(EVENTS_ENRICHED, CUSTOMER, event));
        try (var replayed = start()) {
            // When
            story.forEach(event -> replayed.pipe(EVENTS_ENRICHED, CUSTOMER, event));
            replayed.pipe(REPLIES, CUSTOMER, aReply().build());
            replayed.pipe(DECISIONS, CUSTOMER, aDecision().build());
            // Then
            assertThat(bytes(replayed)).isEqualTo(bytes(harness)).isNotEmpty();
        }
    }

    /** Everything in the store of metrics, encoded. */
    private static Map<String, ByteBuffer> bytes(TopologyHarness topology) {
        var rows = new TreeMap<String, ByteBuffer>();
        try (var entries = topology.driver()
                .<String, Metric>getKeyValueStore(ScoringStoreNames.METRICS)
                .all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                rows.put(entry.key, encode(entry.value));
            }
        }
        return rows;
    }

    private static ByteBuffer encode(Metric row) {
        try {
            return row.toByteBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EnrichedEvent anEngagement(String name) {
        return anEnrichedEvent()
                .setMessageId("engagement " + name)
                .setName(name)
                .setPromptId(PROMPT)
                .setOccurredAt(NOW.plus(Duration.ofHours(1)))
                .setReceivedAt(NOW.plus(Duration.ofHours(1)))
                .build();
    }
}
