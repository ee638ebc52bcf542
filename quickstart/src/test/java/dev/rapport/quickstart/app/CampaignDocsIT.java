package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of docs/campaigns.md, in their order: a reader ends with a message that was decided. */
@RealKafka
@Slow
final class CampaignDocsIT {
    private static final String PAGE = "docs/campaigns.md";

    private static TestingService services;

    @BeforeAll
    static void start(TestingKafka kafka) throws IOException {
        var folder = DocumentedCommand.ROOT.resolve("examples/campaigns").toString();
        services = TestingService.on(
                kafka,
                Map.of("enrichment.campaigns.dir", folder),
                new IngestionServiceFactory(),
                new EnrichmentServiceFactory());
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void leadToAMessage() throws Exception {
        // Given
        var commands = DocumentedCommand.all().stream()
                .filter(command -> command.page().equals(PAGE))
                .toList();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> services.send("GET", "/health/ready").statusCode() == 200);
        // When
        for (var command : commands) {
            if (command.program().equals("curl") && command.words().contains("-d")) {
                post(command.words());
            } else if (command.arguments()[0].equals("campaign")) {
                rapport(command);
            }
        }
        // Then
        assertThat(services.find(Topics.DECISIONS, decision -> decision.getCampaignId().equals("gold-thanks")))
                .hasValueSatisfying(
                        decision -> assertThat(decision.getReason()).isEqualTo(DecisionReason.SENT));
    }

    private static void post(List<String> words) throws Exception {
        var url = words.stream().filter(word -> word.startsWith("http:")).findFirst().orElseThrow();
        var body = words.get(words.indexOf("-d") + 1);
        var response = services.post(URI.create(url).getPath(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static void rapport(DocumentedCommand command) {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments = Arrays.stream(command.arguments())
                .map(argument -> argument.startsWith("examples/")
                        ? DocumentedCommand.ROOT.resolve(argument).toString()
                        : argument)
                .toArray(String[]::new);
        var exit = RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
        assertThat(exit).as(command + ": " + err).isZero();
        assertThat(out.toString()).isNotBlank();
    }
}
