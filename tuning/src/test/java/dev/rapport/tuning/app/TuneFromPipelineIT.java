package dev.rapport.tuning.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.slow.Slow;
import dev.rapport.tuning.checkpoint.TestingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@RealKafka
@Slow
final class TuneFromPipelineIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void learnsWhatWorkedOfWhoConsents(TestingKafka kafka)
            throws IOException, InterruptedException, ExecutionException {
        // Given
        try (var pipeline = new TestingPipeline(kafka)) {
            pipeline.converted("glad");
            pipeline.converted("withdrawer");
            pipeline.withdrawn("withdrawer");
            pipeline.converted("asked-to-be-erased");
            pipeline.erased("asked-to-be-erased");
            pipeline.converted("erased");
            pipeline.forgotten("erased");
            pipeline.fallback("fallen-back");
            pipeline.ignored("ignorer");
            pipeline.abortedConversion("never-committed");
        }
        var groups = groups(kafka);
        var pairs = folder.resolve("pairs.jsonl");
        // When
        var result = run(kafka, "--pairs-out", pairs, "--json");
        // Then
        assertThat(result.exit).as(result.err).isZero();
        var counts = JSON.readTree(result.out).path("outcomes");
        assertThat(counts.path("replies").asInt()).isEqualTo(7);
        assertThat(counts.path("converted").asInt()).isEqualTo(5);
        assertThat(counts.path("pairs").asInt()).isEqualTo(1);
        assertThat(counts.path("leftOut"))
                .isEqualTo(JSON.valueToTree(Map.of("erased", 2, "consent-withdrawn", 1, "no-model-text", 1)));
        var lines = Files.readAllLines(pairs);
        assertThat(lines).hasSize(1);
        var pair = JSON.readTree(lines.get(0));
        var name = name(pair);
        assertThat(name).isNotEqualToIgnoringCase("Ada");
        assertThat(pair.path("reply").asText()).startsWith(" Hi " + name + ", the Aurora Lamp");
        assertThat(pair.path("weight").asDouble()).isEqualTo(2);
        assertThat(lines.get(0)).doesNotContain("Ada", "fallback");
        assertThat(groups(kafka)).isEqualTo(groups);
        assertThat(result.err).contains(Topics.REPLIES.name() + ": 7 records read");
        // When
        assertThat(run(kafka, "--pairs-out", folder.resolve("again.jsonl")).exit)
                .isZero();
        // Then
        assertThat(folder.resolve("again.jsonl")).hasSameBinaryContentAs(pairs);
    }

    @Test
    void trainsOnWhatItFound(TestingKafka kafka) throws IOException {
        // Given
        try (var pipeline = new TestingPipeline(kafka)) {
            for (var i = 0; i < 40; i++) {
                pipeline.converted("customer-" + i);
            }
        }
        var out = folder.resolve("model");
        var again = folder.resolve("again");
        var pairs = folder.resolve("pairs.jsonl");
        var training =
                List.of("--model", TestingModel.in(folder.resolve("micro")), "--tokens", 600, "--threads=1", "--json");
        // When
        var result = run(kafka, with(training, "--out", out, "--pairs-out", pairs));
        var fromFile = execute(with(training, "--data", pairs, "--out", again));
        // Then
        assertThat(result.exit).as(result.err).isZero();
        assertThat(fromFile.exit).as(fromFile.err).isZero();
        assertThat(JSON.readTree(result.out).path("outcomes").path("pairs").asInt())
                .isEqualTo(40);
        assertThat(out.resolve("MODEL_CARD.md"))
                .content()
                .contains(
                        "the 40 pairs of a pipeline's own prompts", "40 replies read, 40 of them led to a conversion");
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(out.resolve("model.safetensors"));
    }

    @Test
    void saysInOneLineWhatIsMissing(TestingKafka kafka) throws IOException, InterruptedException, ExecutionException {
        // Given
        var out = folder.resolve("model");
        try (var pipeline = new TestingPipeline(kafka)) {
            pipeline.ignored("ignorer");
        }
        // When, Then
        assertThat(failure(run(kafka, "--out", out, "--model", TestingModel.in(folder.resolve("micro")))))
                .isEqualTo(
                        "rapport tune: no pair to learn from: 1 replies read, 0 of them led to a conversion, 0 left out");
        // When
        try (var pipeline = new TestingPipeline(kafka)) {
            pipeline.converted("glad");
        }
        // Then
        assertThat(failure(run(kafka, "--out", out, "--model", TestingModel.in(folder.resolve("micro")))))
                .startsWith("rapport tune: 1 pairs are too few to learn from, 20 are needed");
        // When
        try (var admin = admin(kafka)) {
            admin.deleteTopics(List.of(Topics.ERASURES.name())).all().get();
        }
        // Then
        assertThat(failure(run(kafka, "--out", out, "--model", TestingModel.in(folder.resolve("micro")))))
                .isEqualTo("rapport tune: rapport.erasures.v1 does not exist at " + kafka.bootstrapServers()
                        + ": has Rapport run there?");
        assertThat(failure(execute("--from-pipeline", "--bootstrap", "localhost:1", "--pairs-out", out)))
                .isEqualTo("rapport tune: no Kafka broker answers at localhost:1");
        assertThat(out).doesNotExist();
    }

    private static String name(JsonNode pair) {
        return pair.path("prompt")
                .asText()
                .lines()
                .filter(line -> line.startsWith("name: "))
                .findFirst()
                .orElseThrow()
                .substring("name: ".length());
    }

    /** The last line, which is all that is told but for progress. */
    private static String failure(Result result) {
        assertThat(result.exit).as(result.err).isEqualTo(1);
        assertThat(result.out).isEmpty();
        var lines = result.err.strip().split("\n");
        return lines[lines.length - 1];
    }

    private static List<String> groups(TestingKafka kafka) throws InterruptedException, ExecutionException {
        try (var admin = admin(kafka)) {
            return admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .sorted()
                    .toList();
        }
    }

    private static Admin admin(TestingKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static Object[] with(List<?> options, Object... more) {
        return Stream.concat(options.stream(), Arrays.stream(more)).toArray();
    }

    private static Result run(TestingKafka kafka, Object... arguments) {
        return execute(with(List.of("--from-pipeline", "--bootstrap", kafka.bootstrapServers()), arguments));
    }

    private static Result execute(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = new CommandLine(new TuneCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }

    private record Result(int exit, String out, String err) {}
}
