package dev.rapport.quickstart.sdks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.app.SystemBrowser;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call of every SDK arrives once and as it was made, whatever happens on the way. All runs share one server and
 * send at the same time: first those that leave Kafka alone, then those of its outage.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Slow
class SdkIT {
    private static final Logger LOG = LoggerFactory.getLogger(SdkIT.class);
    private static final Path TABLE = Path.of("target", "sdks.md");

    /** Long enough for capture to refuse what every SDK sends, and for the less patient ones to try again in vain. */
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private final List<Tally> tallies = new ArrayList<>();
    private final Map<Run, JsonNode> profiles = new HashMap<>();

    @BeforeAll
    void sendEverything(@TempDir Path dir) throws Exception {
        var chromium = SystemBrowser.executable();
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "The SDKs are not tested: install Chromium, or name one in the environment variable CHROMIUM.");
        var installed = Installation.install();
        try (var site = Site.start(dir);
                var events = new StoredEvents(site);
                var pages = new Pages(installed, chromium.orElseThrow())) {
            try (var round = new Round(site, events, pages, installed)) {
                for (var run : runs(false)) {
                    round.start(run);
                }
                tallies.addAll(round.tallies("first-"));
                for (var run : plain().toList()) {
                    profiles.put(run, site.awaitOrder(run.user()));
                }
            }
            try (var round = new Round(site, events, pages, installed)) {
                site.stopKafka();
                for (var run : runs(true)) {
                    round.start(run);
                }
                round.awaitFaults(OUTAGE);
                site.startKafka();
                tallies.addAll(round.tallies("second-"));
            }
        } finally {
            var table = TallyTable.of(tallies);
            LOG.info("\n{}", table);
            Files.writeString(TABLE, table);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arriving")
    void everyCallArrivesOnceAsItWasMade(Run run) {
        // When
        var tally = tally(run);
        // Then
        assertThat(tally.lost()).as(tally.said()).isEmpty();
        assertThat(tally.doubled()).isEmpty();
        assertThat(tally.wrong()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losing")
    void losesByDesign(Run run) {
        // When
        var tally = tally(run);
        // Then
        assertThat(tally.once()).as(run.sdk().losses().toString()).isEmpty();
        assertThat(tally.doubled()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faulty")
    void theFaultIsMet(Run run) {
        // When
        var tally = tally(run);
        // Then
        assertThat(tally.faults()).isPositive();
        if (!run.loses()) {
            assertThat(tally.copies()).as("stored, duplicates included").isGreaterThanOrEqualTo(run.minCopies());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plain")
    void theCustomerIsKnown(Run run) {
        // When
        var profile = Objects.requireNonNull(profiles.get(run));
        // Then
        assertThat(profile.path("firstName").asText()).isEqualTo("Zoë");
        assertThat(profile.path("orderCount").asInt()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plain")
    void nothingIsComplainedOf(Run run) {
        // When
        var tally = tally(run);
        // Then: browsers say here what a site may not do, and whom a page asked besides its own site and Rapport
        assertThat(tally.said()).doesNotContain("error: ");
    }

    private Tally tally(Run run) {
        return tallies.stream()
                .filter(tally -> Objects.equals(tally.run(), run))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Run> arriving() {
        return runs().filter(run -> !run.loses());
    }

    static Stream<Run> plain() {
        return runs().filter(run -> run.situation() == Situation.PLAIN);
    }

    static Stream<Run> losing() {
        return runs().filter(Run::loses);
    }

    static Stream<Run> faulty() {
        return runs().filter(run -> run.situation() != Situation.PLAIN && run.situation() != Situation.PAGE_LEFT);
    }

    private static Stream<Run> runs() {
        return Sdk.all().stream()
                .flatMap(sdk ->
                        Arrays.stream(Situation.values()).filter(sdk::meets).map(situation -> new Run(sdk, situation)));
    }

    private static List<Run> runs(boolean ofOutage) {
        return runs().filter(run -> (run.situation() == Situation.KAFKA_AWAY) == ofOutage)
                .toList();
    }
}
