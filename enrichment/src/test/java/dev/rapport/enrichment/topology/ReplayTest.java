package dev.rapport.enrichment.topology;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.topology.ReplayLog.Step;
import dev.rapport.schemas.RelatedProducts;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same log again: what goes out under each key is the same, byte for byte, in whatever order its partitions are read,
 * whenever versions of campaigns and products became known, if only before they were in force, and wherever the process was
 * started again.
 */
class ReplayTest {
    private static final List<Topic<?>> OUTPUTS = List.of(
            Topics.EVENTS_ENRICHED,
            Topics.SESSIONS,
            Topics.PROFILES,
            Topics.CONSENTS,
            Topics.SUPPRESSIONS_ACCEPTED,
            Topics.DECISIONS,
            Topics.PROMPTS,
            Topics.RECOMMENDATIONS);
    private static final int NEVER = Integer.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(longs = {7, 42, 1_234})
    void writesTheSameInEveryInterleavingAndAfterRestarts(long seed) {
        // Given
        var random = new Random(seed);
        var fresh = ReplayLog.random(random);
        var log = fresh.with(learnt(fresh));
        var live = run(log.live(), log, NEVER);
        // When
        var byPartition = run(log.byPartition(), log, NEVER);
        var interleaved = run(log.interleaved(random), log, NEVER);
        var restarted = run(log.interleaved(random), log, 300);
        // Then
        assertThat(live.keySet()).as("every output is written").hasSameSizeAs(OUTPUTS);
        assertThat(count(live, DECISIONS)).isGreaterThan(20);
        assertThat(count(live, SESSIONS)).isGreaterThan(20);
        assertThat(count(live, Topics.RECOMMENDATIONS)).isGreaterThan(20);
        assertThat(byPartition).isEqualTo(live);
        assertThat(interleaved).isEqualTo(live);
        assertThat(restarted).isEqualTo(live);
    }

    /** What is learnt from a log, as it is read for the first time. */
    private static List<RelatedProducts> learnt(ReplayLog log) {
        try (var harness = new EnrichmentHarness()) {
            log.live().forEach(step -> step.write().accept(harness));
            return harness.drain(Topics.RECOMMENDATIONS);
        }
    }

    /**
     * What goes out, by topic and key, in its order.
     *
     * @param between steps between two restarts
     */
    private static Map<String, Map<String, List<String>>> run(List<Step> steps, ReplayLog log, int between) {
        var written = new TreeMap<String, Map<String, List<String>>>();
        var harness = new EnrichmentHarness();
        var done = 0;
        for (var step : steps) {
            step.write().accept(harness);
            if (++done % between == 0) {
                collect(harness, written);
                harness = harness.restarted(
                        next -> log.control().forEach(known -> known.write().accept(next)));
            }
        }
        collect(harness, written);
        harness.close();
        return written;
    }

    private static void collect(EnrichmentHarness harness, Map<String, Map<String, List<String>>> written) {
        for (var topic : OUTPUTS) {
            for (var record : harness.records(topic)) {
                if (record.value() != null || topic.equals(Topics.SUPPRESSIONS_ACCEPTED)) {
                    written.computeIfAbsent(topic.name(), name -> new TreeMap<>())
                            .computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(record.value() == null ? "tombstone" : AvroHex.of(record.value()));
                }
            }
        }
    }

    private static int count(Map<String, Map<String, List<String>>> written, Topic<?> topic) {
        return written.getOrDefault(topic.name(), Map.of()).values().stream()
                .mapToInt(List::size)
                .sum();
    }
}
