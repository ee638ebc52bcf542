package dev.rapport.quickstart.sdks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 20,000 events of the SDKs for servers, of which more are made than their source may write, so that they meet 429; in the
 * middle Kafka is stopped and started again, so that they meet 503: each is captured, and enriched once.
 */
@Slow
@EnabledIfSystemProperty(
        named = "rapport.sdks",
        matches = "full",
        disabledReason = "takes minutes; -Drapport.sdks=full")
class SdkLoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(SdkLoadIT.class);
    private static final int EVENTS_EACH = 5_000;
    private static final int CHUNK = 250;
    private static final int PAUSE_MILLIS = 1_000;
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(6);

    @TempDir
    private Path dir;

    private final List<Sending> sendings = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();

    @Test
    void everyEventIsCapturedAndEnrichedOnce() throws Exception {
        // Given
        var installed = Installation.install();
        var sdks = Sdk.all().stream().filter(sdk -> sdk.kind() != Sdk.Kind.WEB).toList();
        try (var site = Site.start(dir);
                var events = new StoredEvents(site)) {
            for (var sdk : sdks) {
                start(sdk, site, installed);
            }
            // When
            awaitCaptured(events, sdks, EVENTS_EACH * sdks.size() / 2);
            site.stopKafka();
            await().pollDelay(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> true);
            site.startKafka();
            awaitCaptured(events, sdks, EVENTS_EACH * sdks.size());
            events.awaitEnriched(site, "load-");
            // Then
            for (var i = 0; i < sdks.size(); i++) {
                check(sdks.get(i), events, proxies.get(i));
            }
        } finally {
            for (var sending : sendings) {
                sending.close();
            }
            for (var proxy : proxies) {
                proxy.close();
            }
        }
    }

    private static void check(Sdk sdk, StoredEvents events, FaultProxy proxy) {
        var captured = events.capturedCopies(prefix(sdk));
        var enriched = events.enrichedCopies(prefix(sdk));
        LOG.info(
                "{}: {} called, {} captured in {} records, {} enriched in {} records, {} requests failed",
                sdk.name(),
                EVENTS_EACH,
                captured.size(),
                sum(captured),
                enriched.size(),
                sum(enriched),
                proxy.faults());
        assertThat(captured.size()).as("messages captured of %s", sdk.name()).isEqualTo(EVENTS_EACH);
        assertThat(enriched.keySet().equals(captured.keySet()))
                .as("the same are enriched")
                .isTrue();
        assertThat(sum(enriched)).as("records enriched of %s", sdk.name()).isEqualTo(EVENTS_EACH);
        assertThat(proxy.faults()).isPositive();
    }

    private void start(Sdk sdk, Site site, Path installed) throws IOException {
        var proxy = new FaultProxy(site.uri(), Situation.PLAIN, () -> {});
        proxies.add(proxy);
        sendings.add(
                sdk.kind() == Sdk.Kind.JAVA
                        ? SegmentJava.start(calls(sdk), proxy.uri(), Site.loadKey(sdk))
                        : NodeSending.start(installed, sdk, prefix(sdk), "@" + file(sdk, proxy.uri())));
    }

    private Path file(Sdk sdk, URI host) throws IOException {
        var run = Run.JSON.createObjectNode();
        run.put("host", host.toString()).put("writeKey", Site.loadKey(sdk));
        run.put("chunk", CHUNK).put("pauseMillis", PAUSE_MILLIS);
        run.set("calls", Run.JSON.valueToTree(calls(sdk)));
        return Files.writeString(dir.resolve(sdk.name() + ".json"), run.toString());
    }

    private static List<JsonNode> calls(Sdk sdk) {
        return IntStream.range(0, EVENTS_EACH)
                .<JsonNode>mapToObj(number -> call(sdk, number))
                .toList();
    }

    private static ObjectNode call(Sdk sdk, int number) {
        var call = Run.JSON.createObjectNode().put("type", "track").put("event", "Product Viewed");
        call.put("userId", prefix(sdk) + "user-" + number % 50);
        call.put("anonymousId", prefix(sdk) + "device-" + number % 50);
        return call.set("properties", Run.JSON.valueToTree(Map.of("number", number)));
    }

    private static void awaitCaptured(StoredEvents events, List<Sdk> sdks, int count) {
        await().pollInSameThread().atMost(DELIVERED_WITHIN).until(() -> {
            events.poll();
            return sdks.stream()
                            .mapToInt(sdk -> events.capturedCopies(prefix(sdk)).size())
                            .sum()
                    >= count;
        });
    }

    private static String prefix(Sdk sdk) {
        return sdk.name() + "-load-";
    }

    private static int sum(Map<String, Integer> copies) {
        return copies.values().stream().mapToInt(Integer::intValue).sum();
    }
}
