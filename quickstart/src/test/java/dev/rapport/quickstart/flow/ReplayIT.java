package dev.rapport.quickstart.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.replay.app.ReplayCommand;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@RealKafka
final class ReplayIT {
    private static final String MAPPING =
            Path.of("..", "examples", "online-retail", "mapping.yaml").toString();
    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    private static final String VIEWED = "{\"type\":\"track\",\"userId\":\"history-1\",\"event\":\"Product Viewed\","
            + "\"messageId\":\"%s\",\"timestamp\":\"%s\",\"properties\":{\"product_id\":\"mug-1\",\"name\":\"Ceramic Mug\","
            + "\"category\":\"mugs\",\"price\":12.5}}";

    private static TestingService ingestion;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start(TestingKafka kafka) throws IOException {
        ingestion = FrontServices.on(kafka, Map.of());
    }

    @AfterAll
    static void stop() {
        ingestion.close();
    }

    @Test
    void sendsEveryRowAndCountsWhatBecameOfIt() throws IOException {
        // Given
        var csv = file(
                "invoices.csv",
                HEADER + "801,85123A,\"HEART, WHITE\",6,2010-12-01 08:26:00,2.55,replay-1.0,France\n"
                        + "C802,D,Discount,-1,2010-12-01 09:41:00,27.5,replay-1.0,France\n"
                        + "803,22139,RETRO,56,2010-12-01 11:52:00,0.0,,France\n"
                        + "804,22139,RETRO,many,2010-12-01 11:52:00,0.0,replay-1.0,France\n"
                        + "805,22139\n");
        // When
        var exit = replay(csv, "--mapping", MAPPING, "--json");
        // Then
        assertThat(exit).isZero();
        assertThat(out.toString())
                .startsWith(
                        "{\"sent\":5,\"accepted\":2,\"rejected\":{\"INVALID_FIELD\":2,\"MISSING_IDS\":1},\"seconds\":");
        assertThat(err.toString())
                .contains("invoices.csv row 4: Quantity 'many' is not a number")
                .contains("invoices.csv row 5: 2 values, but the header has 8 columns");
        assertThat(ingestion.findAll(Topics.EVENTS_CAPTURED, event -> "replay-1".equals(event.getUserId()), 2))
                .extracting(CapturedEvent::getName)
                .containsExactly("Order Completed", "Order Refunded");
        assertThat(ingestion.find(
                        Topics.EVENTS_REJECTED,
                        event -> event.getReason() == RejectionReason.INVALID_FIELD
                                && UTF_8.decode(event.getPayload().duplicate())
                                        .toString()
                                        .contains("[\"804\",\"22139\",\"RETRO\",\"many\"")))
                .isPresent();
    }

    /** Thousands of old events while campaigns run, and then one of today. */
    @Test
    void takesHistoryInWithoutADecision() throws Exception {
        // Given
        var customer =
                "{\"type\":\"identify\",\"userId\":\"history-1\",\"timestamp\":\"2019-04-02T10:00:00Z\",\"traits\":{\"name\":\"Ada Byron\","
                        + "\"consents\":{\"marketing\":true}}}\n";
        var views = IntStream.range(0, 3_000)
                .mapToObj(n -> VIEWED.formatted("history-" + n, Instant.now().minusSeconds(n % 7)))
                .collect(Collectors.joining("\n"));
        // When
        var exit = replay(file("history.jsonl", customer + views), "--history", "--json");
        ingestion.post("/v1/batch", "{\"batch\":[" + VIEWED.formatted("live", Instant.now()) + "]}");
        // Then
        assertThat(exit).as(err.toString()).isZero();
        assertThat(ingestion.findAll(Topics.EVENTS_ENRICHED, event -> "history-1".equals(event.getUserId()), 3_002))
                .hasSize(3_002);
        assertThat(ingestion.find(Topics.DECISIONS, decision -> "history-1".equals(decision.getUserId())))
                .hasValueSatisfying(
                        decision -> assertThat(decision.getTriggerMessageId()).isEqualTo("live"));
        assertThat(ingestion.metrics()).contains("rapport_enrichment_events_total{outcome=\"history\"} 3001.0");
        assertThat(ingestion.find(
                        Topics.PROFILES,
                        profile -> "history-1".equals(profile.getUserId())
                                && profile.getConsents().getOrDefault("marketing", false)))
                .isPresent();
    }

    @Test
    void keepsTimesAndMessageIdsOfJsonLines() throws IOException {
        // Given
        var lines = file(
                "events.jsonl",
                "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"lines-1\",\"timestamp\":\"2015-02-23T22:28:55.111Z\","
                        + "\"sentAt\":\"2015-02-23T23:00:00Z\",\"originalTimestamp\":\"2015-02-23T20:00:00Z\"}\n\n"
                        + "broken {\n[1]\n");
        // When
        var exit = replay(lines);
        var again = replay(lines);
        // Then
        assertThat(exit).isZero();
        assertThat(again).isZero();
        assertThat(out.toString()).contains("sent 3, accepted 1, rejected 2").contains("  NOT_AN_OBJECT 2");
        assertThat(ingestion.findAll(Topics.EVENTS_CAPTURED, event -> "lines-1".equals(event.getUserId()), 2))
                .hasSize(2)
                .allSatisfy(
                        event -> assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2015-02-23T22:28:55.111Z")))
                .extracting(CapturedEvent::getMessageId)
                .satisfies(ids -> assertThat(ids.get(0)).hasSize(32).isEqualTo(ids.get(1)));
    }

    @Test
    void refusesFilesThatDoNotFitBeforeSendingAnything() throws IOException {
        // Given
        var csv = file("other.csv", "InvoiceNo,Amount\n1,2\n");
        // When
        var misfit = replay(csv, "--mapping", MAPPING);
        var noMapping = replay(csv);
        // Then
        assertThat(misfit).isEqualTo(2);
        assertThat(err.toString())
                .contains("mapping.yaml:9:11: other.csv has no column 'InvoiceDate', it has InvoiceNo, Amount")
                .contains("other.csv: a CSV file needs --mapping FILE");
        assertThat(noMapping).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysInOneLineWhyItCannotGoOn() throws IOException {
        // Given
        var lines = file("one.jsonl", "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\"}\n");
        // When
        var wrongKey = run(lines, "--to", ingestion.uri("").toString(), "--write-key", "wrong");
        var nobody = run(lines, "--to", "http://127.0.0.1:1", "--retry-for", "1");
        var missing = replay(folder.resolve("missing.jsonl"));
        // Then
        assertThat(wrongKey).isEqualTo(2);
        assertThat(nobody).isEqualTo(1);
        assertThat(missing).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "replay: " + ingestion.uri("")
                                                + " answered 401: the write key is not known; see ingestion.capture.write-keys and ingestion.sources.file"),
                        line -> assertThat(line).startsWith("waiting for http://127.0.0.1:1: "),
                        line -> assertThat(line).contains("http://127.0.0.1:1 did not take the events within 1 s"),
                        line -> assertThat(line).contains("missing.jsonl cannot be read: no such file or folder"));
    }

    private int replay(Path file, String... more) {
        var arguments = new String[more.length + 4];
        arguments[0] = "--to";
        arguments[1] = ingestion.uri("").toString();
        arguments[2] = "--write-key";
        arguments[3] = TestingService.WRITE_KEY;
        System.arraycopy(more, 0, arguments, 4, more.length);
        return run(file, arguments);
    }

    private int run(Path file, String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                file.toString(),
                "--rejects",
                folder.resolve("rejects.jsonl").toString(),
                "--state",
                folder.resolve("state").toString()));
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
