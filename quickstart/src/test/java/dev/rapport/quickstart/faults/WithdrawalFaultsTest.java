package dev.rapport.quickstart.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.topology.TopologyHarness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thousand customers agree, then say no (or agree again) in an event with one random fault, then do what triggers. */
class WithdrawalFaultsTest {
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    private static final int CUSTOMERS = 1_000;
    private static final long SEED = 20_260_320;
    private static final List<String> NAMES = List.of(
            "Unsubscribed",
            "unsubscribed",
            "Email Unsubscribed",
            "Email Marked as Spam",
            "Marked Email as Spam",
            "Email Bounced");

    private final TopologyHarness harness = TopologyHarness.start(
            "rapport-enrichment",
            serdes -> new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, new SimpleMeterRegistry()).build());
    private final SubmissionReader reader = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);
    private final EventKeys keys = new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of);
    private final Capture capture =
            new Capture(new EventCheck(CaptureConfig.DEFAULT), intoEnrichment(), this::newMessageId);

    private Duration sinceNow = Duration.ZERO;
    private int messages;

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void writesToNobodyWhoSaidNoWhateverElseWasWrong() {
        assertThat(promptsAfter(false)).isEmpty();
    }

    @Test
    void writesToThoseWhoseConsentStands() {
        assertThat(promptsAfter(true)).hasSizeGreaterThanOrEqualTo(900);
    }

    /** Customers who are written to, each with the body that they sent. */
    private List<String> promptsAfter(boolean granted) {
        publish();
        var faults = new FaultyEvents(SEED, NAMES);
        var bodies = IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> faults.body("customer-" + n, "m-" + n, granted))
                .toList();
        for (var n = 0; n < CUSTOMERS; n++) {
            var user = "customer-" + n;
            take("{\"batch\":[{\"type\":\"identify\",\"userId\":\"" + user
                    + "\",\"traits\":{\"consents\":{\"marketing\":true}}}]}");
            take(bodies.get(n));
            take("{\"batch\":[{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"" + user
                    + "\",\"properties\":{\"product_id\":\"lamp-1\",\"name\":\"Lamp\",\"price\":39.9}}]}");
        }
        return harness.drain(Topics.PROMPTS).stream()
                .map(Prompt::getUserId)
                .map(user -> user + " " + bodies.get(Integer.parseInt(user.substring("customer-".length()))))
                .toList();
    }

    private void take(String text) {
        sinceNow = sinceNow.plusSeconds(1);
        var receivedAt = NOW.plus(sinceNow);
        var submission = reader.read(Optional.empty(), text.getBytes(UTF_8));
        var events = submission instanceof Unreadable unreadable ? List.of(unreadable) : ((Events) submission).events();
        capture.take(events, new Receipt("shop", receivedAt, Map.of())).join();
    }

    private String newMessageId() {
        return "assigned-" + messages++;
    }

    private EventSink intoEnrichment() {
        return (outcomes, headers) -> {
            for (var outcome : outcomes) {
                if (outcome instanceof CaptureOutcome.Captured captured) {
                    harness.pipe(Topics.EVENTS_CAPTURED, keys.of(captured.event()), captured.event());
                }
            }
            return CompletableFuture.completedFuture(null);
        };
    }

    private void publish() {
        try (var in = getClass().getResourceAsStream("/campaigns/product-recommendation.yaml")) {
            var yaml =
                    new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).replace("holdout: 10%", "holdout: 0%");
            harness.pipe(
                    Topics.CAMPAIGNS_ACCEPTED,
                    "product-recommendation",
                    CampaignDefinition.newBuilder()
                            .setCampaignId("product-recommendation")
                            .setVersion(1)
                            .setYaml(yaml)
                            .setSha256(DerivedId.sha256Hex(yaml))
                            .setPublishedAt(NOW)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
