package dev.rapport.quickstart.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The switches of campaigns over HTTP and by command, on a running service; they hold over its restart. */
@Slow
final class PausesIT {
    private final TestingKafka kafka = TestingKafka.start();
    private TestingService service;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start() throws Exception {
        service = TestingService.on(kafka, Map.of(), new IngestionServiceFactory(), new EnrichmentServiceFactory());
    }

    @AfterEach
    void stop() {
        service.close();
        kafka.close();
    }

    @Test
    void pausesOneAndAllAndResumes() throws Exception {
        // When
        var one = service.post("/api/v1/campaigns/welcome/pause", "");
        // Then
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body())
                .contains("\"paused\":true", "{\"campaignId\":\"welcome\",\"version\":1,\"changed\":true}");
        assertThat(accepted("welcome", true)).hasSize(1);
        // When
        service.close();
        start();
        // Then
        assertThat(service.latest(Topics.CAMPAIGNS_ACCEPTED))
                .as("a restart leaves it paused")
                .hasEntrySatisfying(
                        "welcome", campaign -> assertThat(campaign.getPaused()).isTrue());
        assertThat(campaign(1, "pause", "no-such")).contains("there is no campaign no-such");
        // When
        var all = campaign(0, "pause", "--all");
        // Then
        assertThat(all)
                .contains(
                        "campaign welcome, version 1, is paused, as it was before",
                        "campaign win-back, version 1, is paused\n");
        assertThat(accepted("win-back", true)).hasSize(1);
        // When
        var resumed = campaign(0, "resume", "--all", "--json");
        // Then
        assertThat(resumed).contains("\"paused\":false").doesNotContain("\"changed\":false");
        assertThat(accepted("win-back", false)).hasSizeGreaterThan(1);
    }

    /** What {@code rapport campaign} prints. */
    private String campaign(int exitCode, String... arguments) {
        var printed = new StringWriter();
        var writer = new PrintWriter(printed);
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", service.uri("/").toString()));
        assertThat(new CommandLine(new CampaignCommand())
                        .setOut(writer)
                        .setErr(writer)
                        .execute(all.toArray(String[]::new)))
                .isEqualTo(exitCode);
        return printed.toString();
    }

    private List<CampaignDefinition> accepted(String id, boolean paused) {
        var count = paused ? 1 : 2;
        return service.findAll(
                Topics.CAMPAIGNS_ACCEPTED,
                campaign -> campaign.getCampaignId().equals(id) && campaign.getPaused() == paused,
                count);
    }
}
