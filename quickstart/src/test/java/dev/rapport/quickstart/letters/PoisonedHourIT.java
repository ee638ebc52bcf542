package dev.rapport.quickstart.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

/**
 * The poisoned hour with real services, a real broker and the command: {@code -Drapport.letters.it=100000} is the number of
 * events. Prints what it found.
 */
@Slow
@EnabledIfSystemProperty(named = "rapport.letters.it", matches = "[0-9]+", disabledReason = "takes minutes")
final class PoisonedHourIT {
    private static final int EVENTS = Integer.getInteger("rapport.letters.it", 4_000);
    private static final int BATCH = 100;
    private static final Duration PATIENT = Duration.ofMinutes(15);

    /** What came of one run. */
    private record Found(Map<String, Long> enriched, Set<Set<String>> sessions, Map<String, Long> conversions) {
        long revenue() {
            return conversions.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Test
    void bringsAllLettersInOnce() throws Exception {
        // Given
        var begin = Instant.now().minus(Duration.ofMinutes(90));
        var sound = run(begin, false);
        // When
        var poisoned = run(begin, true);
        // Then
        System.err.printf(
                Locale.ROOT,
                "events %d, sessions %d, conversions %d, revenue %d; with the bug and a redrive %d, %d, %d, %d%n",
                sound.enriched().size(),
                sound.sessions().size(),
                sound.conversions().size(),
                sound.revenue(),
                poisoned.enriched().size(),
                poisoned.sessions().size(),
                poisoned.conversions().size(),
                poisoned.revenue());
        assertThat(poisoned.enriched()).isEqualTo(sound.enriched());
        assertThat(poisoned.conversions()).isEqualTo(sound.conversions());
        assertThat(poisoned.sessions()).isEqualTo(sound.sessions());
    }

    private static Found run(Instant begin, boolean broken) throws Exception {
        var json = new DefectiveJson(broken);
        try (var kafka = TestingKafka.start();
                var services = TestingService.on(
                        kafka,
                        Map.of(),
                        new IngestionServiceFactory(),
                        new EnrichmentServiceFactory(json),
                        new ScoringServiceFactory())) {
            send(services, ShopHour.arrivals(EVENTS), begin);
            send(services, ShopHour.events(EVENTS), begin);
            var all = EVENTS + EVENTS / 20;
            await(services, broken ? all - EVENTS / 100 : all);
            if (broken) {
                json.mend();
                System.err.println(redrive(services));
                await(services, all);
                assertThat(redrive(services)
                                .path("letters")
                                .path("already-redriven")
                                .asInt())
                        .isEqualTo(EVENTS / 100);
            }
            return found(services);
        }
    }

    private static void send(TestingService services, List<CapturedEvent> events, Instant begin) throws Exception {
        var shift = Duration.between(Records.NOW, begin);
        for (var from = 0; from < events.size(); from += BATCH) {
            var batch = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
                    .map(event -> call(event, shift))
                    .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
            assertThat(services.post("/v1/batch", batch).statusCode()).isEqualTo(200);
        }
    }

    private static String call(CapturedEvent event, Duration shift) {
        var body = StandardCharsets.UTF_8.decode(event.getPayload().duplicate()).toString();
        var name = event.getName() == null
                ? ""
                : (event.getType().name().equals("TRACK") ? "\"event\":\"" : "\"name\":\"") + event.getName() + "\",";
        return "{\"type\":\"" + event.getType().name().toLowerCase(Locale.ROOT) + "\"," + name + "\"userId\":\""
                + event.getUserId() + "\",\"messageId\":\"" + event.getMessageId() + "\",\"timestamp\":\""
                + event.getOccurredAt().plus(shift) + "\"," + body.substring(1);
    }

    private static void await(TestingService services, int events) {
        var end = Instant.now().plus(PATIENT);
        var found = 0;
        while (found < events && Instant.now().isBefore(end)) {
            found = services.findAll(Topics.EVENTS_ENRICHED, event -> true, events)
                    .size();
        }
        assertThat(found).isEqualTo(events);
    }

    private static JsonNode redrive(TestingService services) throws Exception {
        var out = new StringWriter();
        var code = new CommandLine(new DeadLettersCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "redrive",
                        "--application",
                        "rapport-enrichment",
                        "--json",
                        "--wait",
                        "60",
                        "--url",
                        services.uri("").toString());
        assertThat(code).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static Found found(TestingService services) {
        var events = services.findAll(Topics.EVENTS_ENRICHED, event -> true, Integer.MAX_VALUE);
        var sessions = events.stream()
                .collect(Collectors.groupingBy(
                        EnrichedEvent::getSessionId,
                        Collectors.mapping(EnrichedEvent::getMessageId, Collectors.toSet())));
        var conversions = new HashMap<String, Long>();
        services.findAll(Topics.CONVERSIONS, conversion -> true, Integer.MAX_VALUE)
                .forEach(conversion -> conversions.put(
                        conversion.getConversionId(),
                        conversion.getRevenue() == null
                                ? 0
                                : conversion.getRevenue().getAmountMinor()));
        var counted = new TreeMap<>(
                events.stream().collect(Collectors.groupingBy(EnrichedEvent::getMessageId, Collectors.counting())));
        return new Found(counted, Set.copyOf(sessions.values()), new TreeMap<>(conversions));
    }
}
