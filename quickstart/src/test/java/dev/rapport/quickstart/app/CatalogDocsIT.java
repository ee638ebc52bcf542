package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.runtime.json.Json;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.app.ScoringServiceFactory;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of docs/catalog.md, in its order, against running services; then what is recommended of it. */
@RealKafka
@Slow
final class CatalogDocsIT {
    private static final String DOCUMENTED = "http://localhost:8080";
    private static final String CAMPAIGN = "product-recommendation";

    private static TestingService services;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start(TestingKafka kafka) throws IOException {
        services = TestingService.on(
                kafka,
                Map.of(),
                new IngestionServiceFactory(),
                new EnrichmentServiceFactory(),
                new ScoringServiceFactory());
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void fillsTheCatalogueInEveryWayAndRecommendsFromIt() throws Exception {
        // Given
        var commands = DocumentedCommand.all().stream()
                .filter(command -> command.page().equals("docs/catalog.md"))
                .toList();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> services.send("GET", "/health/ready").statusCode() == 200);
        // When
        for (var command : commands) {
            if (command.program().equals("curl")) {
                curl(command);
            } else {
                rapport(command);
            }
        }
        // Then
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(ids())
                .containsExactly("mug-blue", "mug-green", "mug-travel", "teapot-1", "teapot-2"));
        assertThat(product("teapot-1").path("ageSeconds").asLong()).isBetween(0L, 600L);
        assertThat(product("teapot-2").path("price").isNull()).isTrue();
        assertThat(product("mug-blue").path("stock").asInt()).isEqualTo(40);
        assertThat(recommendedFor("mug-blue", "Mugs")).isEqualTo("mug-travel");
        assertThat(refusedFor("teapot-2", "Teapots", "teapot-1")).isEqualTo("product teapot-2 is without a price");
    }

    /** Options that the page uses, and no others. */
    private static void curl(DocumentedCommand command) throws IOException, InterruptedException {
        var words = command.words();
        var method = "GET";
        var url = "";
        var body = BodyPublishers.noBody();
        for (var at = 1; at < words.size(); at++) {
            switch (words.get(at)) {
                case "-s" -> {
                    // Its progress is not of interest.
                }
                case "-X" -> method = words.get(++at);
                case "--data-binary" ->
                    body = BodyPublishers.ofFile(
                            DocumentedCommand.ROOT.resolve(words.get(++at).substring(1)));
                default -> url = words.get(at);
            }
        }
        assertThat(url).startsWith(DOCUMENTED);
        var request = HttpRequest.newBuilder(services.uri(url.substring(DOCUMENTED.length())))
                .method(method, body)
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(command + ": " + response.body()).isEqualTo(200);
    }

    private static void rapport(DocumentedCommand command) {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments = new ArrayList<String>();
        for (var argument : command.arguments()) {
            arguments.add(
                    argument.startsWith("examples/")
                            ? DocumentedCommand.ROOT.resolve(argument).toString()
                            : argument);
        }
        if (!arguments.get(0).equals("replay")) {
            return;
        }
        arguments.addAll(List.of("--to", services.uri("/").toString(), "--no-resume"));
        arguments.addAll(List.of("--rejects", folder.resolve("rejects.jsonl").toString()));
        var exit = RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertThat(exit).as(command + ": " + err).isZero();
        assertThat(out.toString()).as(command.toString()).contains("rejected 0");
    }

    private static String recommendedFor(String productId, String category) throws Exception {
        for (var customer = 0; customer < 5; customer++) {
            view("buyer-" + customer, productId, category);
        }
        return services.find(
                        Topics.PROMPTS,
                        prompt -> prompt.getCampaignId().equals(CAMPAIGN)
                                && String.valueOf(prompt.getUserId()).startsWith("buyer-"))
                .orElseThrow()
                .getProduct()
                .getProductId();
    }

    private static String refusedFor(String productId, String category, String bought) throws Exception {
        services.post(
                "/v1/track",
                "{\"userId\":\"reader\",\"event\":\"Order Completed\",\"properties\":{\"order_id\":\"1\",\"products\":"
                        + "[{\"product_id\":\"" + bought + "\"}]}}");
        view("reader", productId, category);
        return services.find(
                        Topics.DECISIONS,
                        decision -> decision.getCampaignId().equals(CAMPAIGN)
                                && decision.getReason() == DecisionReason.NO_PRODUCT)
                .orElseThrow()
                .getDetail();
    }

    private static void view(String user, String productId, String category) throws Exception {
        services.post("/v1/identify", "{\"userId\":\"" + user + "\",\"traits\":{\"consents\":{\"marketing\":true}}}");
        services.post(
                "/v1/track",
                "{\"userId\":\"" + user + "\",\"event\":\"Product Viewed\",\"properties\":{\"product_id\":\""
                        + productId + "\",\"category\":\"" + category + "\"}}");
    }

    private static List<String> ids() throws Exception {
        return json("/api/v1/products").path("products").findValuesAsText("productId");
    }

    private static JsonNode product(String id) throws Exception {
        return json("/api/v1/products/" + id);
    }

    private static JsonNode json(String path) throws Exception {
        return Json.strict().readTree(services.send("GET", path).body());
    }
}
