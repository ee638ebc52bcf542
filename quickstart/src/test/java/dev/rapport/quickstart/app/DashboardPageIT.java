package dev.rapport.quickstart.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.rapport.testkit.slow.Slow;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over answers that are set here, in a browser as wide as a desk or a phone. */
@Slow
class DashboardPageIT {
    private static final String OVERVIEW = """
            {"shop": {"events": 9, "sessions": 3, "purchases": 4, "refunds": 0,
                      "revenueMinor": {"CHF": 5000, "EUR": 1000000, "JPY": 300, "USD": 70000}},
             "replies": {"sent": 40, "generated": 38, "fallback": 2, "refused": 0, "opened": 20, "clicked": 8, "customers": 2100, "converted": 21},
             "rejections": {"total": 5, "byReason": {"INVALID_FIELD": 4, "MISSING_IDS": 1}},
             "experiments": [
              {"id": "quiet", "source": "campaign", "customers": 0, "decisions": {"total": 3, "byReason": {"NO_CONSENT": 3}}, "revenueMinor": {}},
              {"id": "spring", "source": "campaign", "customers": 4100, "decisions": {"total": 0, "byReason": {}}, "revenueMinor": {"mail": {"EUR": 120000}}},
              {"id": "spring", "source": "outside", "customers": 71, "decisions": {"total": 0, "byReason": {}}, "revenueMinor": {}}],
             "minutes": [{"start": "2026-03-20T12:00:00Z", "sent": 3, "clicked": 1, "purchases": 1}]}""";
    private static final String EXPERIMENTS = """
            {"experiments": [
              {"experiment": "spring", "source": "campaign", "control": "holdout", "goal": "Order Completed", "sampleRatio": null, "arms": [
                {"arm": "mail", "customers": 2100, "goals": {"Order Completed": {"customers": 21}}},
                {"arm": "holdout", "customers": 2000, "goals": {"Order Completed": {"customers": 9}}}],
               "lifts": [{"arm": "mail", "goal": "Order Completed", "metric": "conversion", "absolute": 0.0055, "incremental": 11.5,
                          "alwaysValid": {"low": 0.00042, "high": 0.0106}}]},
              {"experiment": "spring", "source": "outside", "control": "control", "goal": "Order Completed", "sampleRatio": null, "arms": [
                {"arm": "b", "customers": 1, "goals": {"Order Completed": {"customers": 1}}},
                {"arm": "control", "customers": 70, "goals": {"Order Completed": {"customers": 50}}}],
               "lifts": [{"arm": "b", "goal": "Order Completed", "metric": "conversion", "absolute": 0.28, "incremental": 0.28,
                          "alwaysValid": {"low": null, "high": null}}]}
            ]}""";
    private static TestingPages pages;

    @BeforeAll
    static void start() {
        pages = TestingPages.start();
    }

    @AfterAll
    static void stop() {
        if (pages != null) {
            pages.close();
        }
    }

    @Test
    void saysWhichArmWinsWithDigitsThatSaySomething() {
        // When
        var page = open(1280, ColorScheme.LIGHT);
        // Then
        assertThat(page.locator("#verdict")).hasText("“mail” raises conversion by 0.042 to 1.06 points.");
        assertThat(page.locator("#arms tbody tr").first()).containsText("+0.55");
        assertThat(page.locator("#kpi-converted")).hasText("21");
        assertThat(page.locator("#kpi-revenue")).hasText("€10,000 · $700 · CHF\u00a050 · ¥300");
        assertThat(page.locator("#arms tbody")).containsText("€1,200");
    }

    @Test
    void letsEveryCampaignAndOutsideExperimentBeChosen() {
        // Given
        var page = open(1280, ColorScheme.LIGHT);
        var choices = page.locator("#campaign");
        // When
        choices.selectOption("campaign:quiet");
        // Then
        assertThat(choices.locator("option"))
                .hasText(new String[] {"quiet (no customers yet)", "spring", "spring (assigned elsewhere)"});
        assertThat(page.locator("#verdict")).containsText("No customer has had a message");
        assertThat(page.locator("#decisions .reason")).hasText("no consent");
    }

    @Test
    void showsWhyEventsAreRejected() {
        // When
        var page = open(1280, ColorScheme.LIGHT);
        // Then
        assertThat(page.locator("#kpi-events-note")).hasText("5 more rejected");
        assertThat(page.locator("#rejections .reason")).hasText(new String[] {"invalid field", "missing ids"});
        assertThat(page.locator("#rejections li").first()).containsText("4");
    }

    @Test
    void saysThatThereAreTooFewCustomersToTell() {
        // Given
        var page = open(1280, ColorScheme.LIGHT);
        // When
        page.locator("#campaign").selectOption("outside:spring");
        // Then
        assertThat(page.locator("#verdict")).hasText("Too few customers to tell.");
        assertThat(page.locator("#arms tbody")).containsText("too few customers to tell");
        assertThat(page.locator("body")).not().containsText("NaN");
    }

    @Test
    void showsTheWholeAnswerOnAPhone() {
        // When
        var page = open(390, ColorScheme.LIGHT);
        // Then
        assertThat(page.locator("#arms tbody tr").first().locator("td").last()).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(page.evaluate("document.querySelector('.table-scroll').scrollWidth"
                        + " <= document.querySelector('.table-scroll').clientWidth"))
                .isEqualTo(true);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "dashboard-phone.png"))
                .setFullPage(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void staysWithinTheWindowWhateverAnOutsideExperimentIsCalled(int width) {
        // Given
        var id = "x".repeat(200);
        var experiments = calledInsteadOfSpring(EXPERIMENTS, id);
        var overview = calledInsteadOfSpring(OVERVIEW, id);
        // When
        var page = open(width, ColorScheme.LIGHT, overview, experiments);
        // Then
        assertThat(page.locator("#campaign option").last()).containsText(id);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(page.evaluate("document.querySelector('#campaign').getBoundingClientRect().right <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void drawsTheChartInTheColourOfTheNotesInTheDark() {
        // When
        var page = open(1280, ColorScheme.DARK);
        // Then
        assertThat(page.evaluate("Chart.defaults.color")).isEqualTo("#9aa3b5");
        assertThat(page.evaluate("Chart.getChart('chart').options.scales.x.ticks.color"))
                .isEqualTo("#9aa3b5");
    }

    private static String calledInsteadOfSpring(String json, String id) {
        return json.replace("\"spring\", \"source\": \"outside\"", "\"" + id + "\", \"source\": \"outside\"");
    }

    private static Page open(int width, ColorScheme colours) {
        return open(width, colours, OVERVIEW, EXPERIMENTS);
    }

    private static Page open(int width, ColorScheme colours, String overview, String experiments) {
        var page = pages.browser()
                .newPage(new Browser.NewPageOptions()
                        .setViewportSize(width, 1400)
                        .setColorScheme(colours));
        page.route("**/api/v1/overview", route -> answer(route, overview));
        page.route("**/api/v1/experiments", route -> answer(route, experiments));
        page.route("**/api/v1/replies?*", route -> answer(route, "{\"replies\": []}"));
        page.route("**/api/v1/stream", Route::abort);
        page.navigate(pages.address("/"));
        assertThat(page.locator("#status-text")).hasText("live");
        return page;
    }

    private static void answer(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }
}
