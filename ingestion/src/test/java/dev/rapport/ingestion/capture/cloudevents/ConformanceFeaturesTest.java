package dev.rapport.ingestion.capture.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.RawEvent;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleDocString;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleTableCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance features of CloudEvents, as they are published. They are not part of this repository: the tests of the
 * files run where a folder above it has them, and the same cases are in {@code features} of the test resources in our words.
 */
final class ConformanceFeaturesTest {
    private static final Path PUBLISHED = Path.of("shared", "data", "cloudevents", "features");

    @TestFactory
    Stream<DynamicTest> ourCases() throws Exception {
        var folder = Path.of(ConformanceFeaturesTest.class
                .getResource("/cloudevents/features")
                .toURI());
        return scenarios(folder);
    }

    @TestFactory
    Stream<DynamicTest> publishedCases() throws IOException {
        var folder = published();
        assumeTrue(folder.isPresent(), "no folder above this one has " + PUBLISHED);
        return scenarios(folder.get());
    }

    private static Optional<Path> published() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(folder -> folder != null)
                .map(folder -> folder.resolve(PUBLISHED))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Stream<DynamicTest> scenarios(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var pickles =
                    files.sorted().flatMap(ConformanceFeaturesTest::pickles).toList();
            assertThat(pickles).hasSizeGreaterThanOrEqualTo(7);
            return pickles.stream()
                    .map(pickle -> DynamicTest.dynamicTest(
                            pickle.getName() + " " + pickle.getSteps().get(0).getText(), () -> run(pickle)));
        }
    }

    private static Stream<Pickle> pickles(Path feature) {
        try {
            return GherkinParser.builder()
                    .build()
                    .parse(feature)
                    .map(Envelope::getPickle)
                    .flatMap(Optional::stream)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void run(Pickle pickle) {
        var scenario = new Scenario();
        pickle.getSteps().forEach(scenario::step);
        assertThat(scenario.checks).as("steps that compare").isEqualTo(2);
    }

    /** One scenario, step by step. */
    private static final class Scenario {
        private String message = "";
        private Map<String, String> headers = Map.of();
        private Optional<RawEvent> event = Optional.empty();
        private int checks;

        void step(PickleStep step) {
            switch (step.getText()) {
                case "HTTP Protocol Binding is supported", "Kafka Protocol Binding is supported" -> {}
                case "an HTTP request", "a Kafka message with payload:" -> message = text(step);
                case "Kafka headers:" -> headers = table(step);
                case "parsed as HTTP request" -> event = Optional.of(parsedHttp());
                case "parsed as Kafka message" ->
                    event = Optional.of(CloudEventMessages.KAFKA
                            .read(CloudEventMessages.record(headers, message))
                            .get(0));
                case "the attributes are:" -> {
                    table(step).forEach((name, value) -> {
                        if (!name.equals("key")) {
                            assertThat(payload()
                                            .at("/context/cloudevent/" + name)
                                            .asText())
                                    .as(name)
                                    .isEqualTo(value);
                        }
                    });
                    checks++;
                }
                case "the data is equal to the following JSON:" -> {
                    assertThat(payload().get("properties")).isEqualTo(CloudEventMessages.json(text(step)));
                    checks++;
                }
                default -> throw new AssertionError("unknown step: " + step.getText());
            }
        }

        private JsonNode payload() {
            return CloudEventMessages.payload(CloudEventMessages.accepted(event.orElseThrow()));
        }

        private RawEvent parsedHttp() {
            var end = message.indexOf("\n\n");
            var all = new LinkedHashMap<String, String>();
            message.substring(0, end).lines().skip(1).forEach(line -> {
                var colon = line.indexOf(':');
                all.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
            return CloudEventMessages.http(all, all.get("Content-Type"), message.substring(end + 2))
                    .get(0);
        }

        private static String text(PickleStep step) {
            return step.getArgument()
                    .orElseThrow()
                    .getDocString()
                    .map(PickleDocString::getContent)
                    .orElseThrow();
        }

        private static Map<String, String> table(PickleStep step) {
            var cells = new LinkedHashMap<String, String>();
            for (var row : step.getArgument()
                    .orElseThrow()
                    .getDataTable()
                    .orElseThrow()
                    .getRows()) {
                List<PickleTableCell> pair = row.getCells();
                cells.put(pair.get(0).getValue(), pair.get(1).getValue());
            }
            return cells;
        }
    }
}
