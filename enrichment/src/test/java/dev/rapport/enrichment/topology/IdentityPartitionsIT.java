package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Shop.CAMPAIGN;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CONSENTS;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.PROMPTS;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.schemas.topic.Topics.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.topology.IdentityLog.Expected;
import dev.rapport.enrichment.topology.IdentityLog.Said;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.ReplyRecords;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log of people under several identifiers on a real broker: however many partitions there are and wherever the process
 * was started again, each is one customer in the end, and who comes from one sender is decided about alike, byte for byte.
 */
@RealKafka
@Slow
final class IdentityPartitionsIT {
    private static final List<Topic<? extends SpecificRecord>> OUTPUTS =
            List.of(EVENTS_ENRICHED, SESSIONS, PROFILES, CONSENTS, DECISIONS, PROMPTS);
    private static final Duration LATER = Duration.ofMinutes(30);

    private final IdentityLog log = IdentityLog.written();

    @TempDir
    private Path stateDir;

    @Test
    void makesEveryPersonOneCustomerWhateverThePartitions(TestingKafka kafka) {
        // Given
        var inOne = play(kafka, 1, EnrichmentRun::awaitIdle);
        // When
        var inTwo = play(kafka, 2, run -> {
            run.awaitAny(PROFILES);
            run.restart();
        });
        var inFive = play(kafka, 5, EnrichmentRun::awaitIdle);
        // Then
        assertThat(inOne.values())
                .as("every output is written")
                .hasSize(OUTPUTS.size())
                .noneMatch(Map::isEmpty);
        assertThat(inTwo).isEqualTo(inOne);
        assertThat(inFive).isEqualTo(inOne);
    }

    /**
     * Plays the log and looks at all customers.
     *
     * @param between what happens in the middle of the log
     * @return what went out about those who have an order, by topic and key
     */
    private Map<String, Map<String, List<String>>> play(
            TestingKafka kafka, int partitions, Consumer<EnrichmentRun> between) {
        try (var run = new EnrichmentRun(kafka, partitions, stateDir)) {
            publishShop(run);
            var half = log.events().size() / 2;
            run.capture(log.events().subList(0, half));
            run.start();
            between.accept(run);
            run.capture(log.events().subList(half, log.events().size()));
            run.awaitIdle();
            log.devices().keySet().forEach(device -> run.write(REPLIES, device, lateReply(device)));
            run.awaitIdle();
            run.capture(log.late());
            run.awaitIdle();
            run.tick(NOW.plus(LATER).plus(Duration.ofHours(2)));
            run.awaitIdle();
            checkCustomers(run);
            checkMeters(run);
            return ordered(run);
        }
    }

    private static void publishShop(EnrichmentRun run) {
        run.write(CAMPAIGNS_ACCEPTED, CAMPAIGN, Shop.definition(CAMPAIGN, NO_HOLDOUT));
        run.write(CATALOG_ACCEPTED, "lamp-9", Shop.lamp("lamp-9", "Aurora Lamp", 4_100, 1, NOW));
    }

    private static Reply lateReply(String device) {
        return ReplyRecords.aReply()
                .setCustomerId(device)
                .setPromptId(promptOf(device))
                .build();
    }

    private static String promptOf(String device) {
        return "prompt-of-" + device;
    }

    private void checkCustomers(EnrichmentRun run) {
        var profiles = new HashMap<String, CustomerProfile>();
        run.read(PROFILES, last(profiles));
        var customers = new HashMap<String, Expected>();
        profiles.forEach((customerId, profile) -> customers.put(customerId, found(profile)));
        assertThat(customers).isEqualTo(log.customers());

        var identities = new HashMap<String, Identity>();
        run.read(IDENTITIES, last(identities));
        var merged = new HashMap<String, String>();
        identities.forEach((fragment, identity) -> {
            assertThat(identity.getState()).isEqualTo(IdentityState.MERGED);
            merged.put(fragment, identity.getCustomerId());
        });
        assertThat(merged).isEqualTo(log.merged());

        var decisions = new HashMap<String, Decision>();
        run.read(DECISIONS, last(decisions));
        assertThat(log.devices()).allSatisfy((device, customerId) -> assertThat(decisions.get(customerId))
                .extracting(Decision::getLastReplyPromptId)
                .isEqualTo(promptOf(device)));
    }

    private static void checkMeters(EnrichmentRun run) {
        assertThat(run.waiting()).isZero();
        assertThat(run.count("rapport.enrichment.waits", "outcome", "gave-up")).isZero();
        assertThat(run.count("rapport.enrichment.waits", "outcome", "forwarded"))
                .isPositive();
        assertThat(run.count("rapport.enrichment.replies.unknown")).isZero();
        assertThat(run.deadLetters()).isZero();
    }

    private static Expected found(CustomerProfile profile) {
        var consents = profile.getConsents().values();
        var said = consents.contains(false) ? Said.NO : consents.contains(true) ? Said.YES : Said.NOTHING;
        return new Expected(profile.getEventCount(), profile.getOrderCount(), said);
    }

    private Map<String, Map<String, List<String>>> ordered(EnrichmentRun run) {
        var written = new TreeMap<String, Map<String, List<String>>>();
        for (var topic : OUTPUTS) {
            var byKey = written.computeIfAbsent(topic.name(), name -> new TreeMap<>());
            run.read(topic, (key, value) -> {
                if (log.ordered().contains(key.split(":", 2)[0])) {
                    byKey.computeIfAbsent(key, unused -> new ArrayList<>())
                            .add(value == null ? "tombstone" : AvroHex.of(value));
                }
            });
        }
        return written;
    }

    /** The last value of every key that has one. */
    private static <V extends SpecificRecord> BiConsumer<String, @Nullable V> last(Map<String, V> values) {
        return (key, value) -> {
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        };
    }
}
