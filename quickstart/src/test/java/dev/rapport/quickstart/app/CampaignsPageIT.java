package dev.rapport.quickstart.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.rapport.testkit.slow.Slow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The switches of campaigns, in a browser, over answers that are set here. */
@Slow
class CampaignsPageIT {
    private static final String CAMPAIGNS = """
            {"campaigns": [
              {"id": "welcome <b>", "version": 2, "kind": "offer", "channel": "email", "goal": "Order Completed",
               "publishedAt": "2026-03-20T12:00:00Z", "publishedBy": "ada", "paused": PAUSED},
              {"id": "win-back", "version": 1, "kind": null, "channel": "email", "goal": "Order Completed",
               "publishedAt": "2026-03-20T12:00:00Z", "publishedBy": "", "paused": false}]}""";
    private static TestingPages pages;

    private final AtomicBoolean paused = new AtomicBoolean();
    private final List<String> calls = new CopyOnWriteArrayList<>();

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
    void pausesOneCampaignAndShowsIt() {
        // Given
        var page = open(200);
        // When
        page.locator("button[aria-label='Pause welcome <b>']").click();
        // Then
        assertThat(page.locator("#done")).hasText("welcome <b> is paused");
        assertThat(page.locator("#campaigns tbody .tag")).hasText(new String[] {"paused", "running"});
        assertThat(page.locator("#resume-all")).isVisible();
        assertThat(calls).containsExactly("POST /api/v1/campaigns/welcome%20%3Cb%3E/pause");
    }

    @Test
    void pausesAllOnlyWhenThatIsConfirmed() {
        // Given
        var page = open(200);
        page.onceDialog(Dialog::dismiss);
        page.locator("#pause-all").click();
        page.onceDialog(Dialog::accept);
        // When
        page.locator("#pause-all").click();
        // Then
        assertThat(page.locator("#done")).containsText("every campaign");
        assertThat(calls).containsExactly("POST /api/v1/campaigns/pause");
    }

    @Test
    void saysWhatTheServerRefused() {
        // Given
        var page = open(403);
        // When
        page.locator("#campaigns button").first().click();
        // Then
        assertThat(page.locator("#done")).hasText("Could not pause welcome <b>: needs the role operate");
    }

    private Page open(int status) {
        var page = pages.browser().newPage();
        page.route("**/api/v1/campaigns", route -> answer(route, 200, CAMPAIGNS.replace("PAUSED", paused.toString())));
        page.route("**/api/v1/campaigns/**", route -> {
            calls.add(route.request().method() + " " + route.request().url().replaceFirst("^http://[^/]*", ""));
            paused.set(status == 200);
            answer(
                    route,
                    status,
                    status == 200
                            ? "{\"campaigns\": [{\"campaignId\": \"welcome\", \"version\": 2, \"changed\": true}]}"
                            : "{\"error\": \"needs the role operate\"}");
        });
        page.navigate(pages.address("/campaigns"));
        assertThat(page.locator("#status-text")).hasText("live");
        return page;
    }

    private static void answer(Route route, int status, String json) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/json")
                .setBody(json));
    }
}
