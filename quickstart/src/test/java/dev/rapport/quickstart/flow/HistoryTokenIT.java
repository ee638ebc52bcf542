package dev.rapport.quickstart.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.replay.app.ReplayCommand;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who may say that something is history, where the pipeline asks for tokens. */
@RealKafka
final class HistoryTokenIT {
    private static final String READS = "token-of-one-who-reads-0123456789";
    private static final String OPERATES = "token-of-one-who-operates-0123456789";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeEach
    void write() throws IOException {
        var tokens = Files.writeString(
                folder.resolve("tokens"), "dashboard read " + READS + "\nimports operate " + OPERATES + "\n");
        settings = Map.of("http.tokens-file", tokens.toString());
    }

    @Test
    void takesHistoryFromATokenThatMayOperateAndFromNoOther(TestingKafka kafka) throws Exception {
        try (var pipeline = FrontServices.on(kafka, settings)) {
            // When
            var without = replay(pipeline, "token-history", "--history");
            var reading = replay(pipeline, "token-history", "--history", "--token", READS);
            var operating = replay(pipeline, "token-history", "--history", "--token", OPERATES);
            // Then
            assertThat(without).isEqualTo(2);
            assertThat(reading).isEqualTo(2);
            assertThat(err.toString().lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).startsWith("replay: " + pipeline.uri("") + " answered "))
                    .satisfiesExactly(line -> assertThat(line).contains(" 401: "), line -> assertThat(line)
                            .contains(" 403: "));
            assertThat(operating).as(err.toString()).isZero();
            assertThat(out.toString()).contains("sent 1, accepted 1, rejected 0");
            assertThat(pipeline.findAll(Topics.EVENTS_CAPTURED, event -> "token-history".equals(event.getUserId()), 1))
                    .singleElement()
                    .matches(CapturedEvent::getHistory);
            assertThat(pipeline.find(Topics.EVENTS_ENRICHED, event -> "token-history".equals(event.getUserId())))
                    .isPresent();
            assertThat(pipeline.latest(Topics.DECISIONS).values())
                    .noneMatch(decision -> "token-history".equals(decision.getUserId()));
        }
    }

    /** What happens now needs a write key only. */
    @Test
    void takesEventsOfNowWithoutAToken(TestingKafka kafka) throws Exception {
        try (var pipeline = FrontServices.on(kafka, settings)) {
            // When
            var exit = replay(pipeline, "token-now");
            // Then
            assertThat(exit).as(err.toString()).isZero();
        }
    }

    private int replay(TestingService pipeline, String user, String... more) throws IOException {
        var events = Files.writeString(
                folder.resolve("events.jsonl"),
                "{\"type\":\"track\",\"event\":\"Viewed\",\"userId\":\"" + user
                        + "\",\"timestamp\":\"2019-04-02T10:00:00Z\"}\n");
        var command = new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        var fixed = new String[] {
            events.toString(),
            "--no-resume",
            "--to=" + pipeline.uri(""),
            "--write-key=" + TestingService.WRITE_KEY,
            "--rejects=" + folder.resolve("rejects.jsonl")
        };
        var arguments = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, arguments, 0, fixed.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return command.execute(arguments);
    }
}
