package dev.rapport.quickstart.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class DashboardIT {
    private static final Path PICTURE = Path.of("target", "dashboard.png");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);
    private static final double SHOWN_WITHIN_MS = 120_000;

    @TempDir
    private Path dir;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void showsADemoAsItHappens() throws Exception {
        // Given
        var chromium = SystemBrowser.executable();
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "The dashboard is not tested in a browser: install Chromium, or name one in the environment variable CHROMIUM.");
        var err = dir.resolve("err.txt");
        var port = freePort();
        try (var demo = RapportProcess.start(err, "demo", "--port=" + port, "--customers=120", "--rate=20");
                var system = SystemBrowser.launch(chromium.orElseThrow())) {
            await().atMost(STARTED_WITHIN)
                    .until(() -> !demo.isAlive() || Files.readString(err).contains("Dashboard http"));
            assertThat(demo.isAlive()).as(Files.readString(err)).isTrue();
            // When
            var page = open(system.browser(), port);
            // Then
            movesBetweenTwoReadings(page);
            showsEveryArmAndTheControl(page);
            showsWhatWasWritten(page);
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE).setFullPage(true));
            tellsHowAReplyCameToBe(page);
            assertThat(complaints).isEmpty();
        }
    }

    private Page open(Browser browser, int port) {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 1000));
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.navigate("http://localhost:" + port + "/");
        assertThat(page.locator("#status-text")).hasText("live", shown());
        return page;
    }

    private static void movesBetweenTwoReadings(Page page) {
        for (var counter : List.of("#kpi-events", "#kpi-replies", "#kpi-revenue-note")) {
            var value = page.locator(counter);
            assertThat(value).hasText(Pattern.compile("\\d"), shown());
            var first = number(value);
            page.waitForCondition(
                    () -> number(value) > first, new Page.WaitForConditionOptions().setTimeout(SHOWN_WITHIN_MS));
        }
        assertThat(page.locator("#kpi-revenue")).containsText("€");
    }

    private static void showsEveryArmAndTheControl(Page page) {
        var rows = page.locator("#arms tbody tr");
        assertThat(rows.locator("td.arm")).hasText(new String[] {"brief", "friendly", "holdoutcontrol"});
        assertThat(rows.locator(".tag")).hasCount(1);
        assertThat(rows.last().locator(".tag")).hasText("control");
        assertThat(page.locator("#verdict")).not().isEmpty();
        assertThat(page.locator("#decisions .reason")).not().hasCount(0);
    }

    private static void showsWhatWasWritten(Page page) {
        var texts = page.locator("#replies .text").allTextContents();
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(text).isNotBlank());
    }

    private static void tellsHowAReplyCameToBe(Page page) {
        page.locator("#replies button").first().click();
        var dialog = page.locator("#provenance");
        assertThat(dialog).isVisible();
        var sha256 = dialog.locator("dt:text-is('Weights (SHA-256)') + dd");
        assertThat(sha256).hasText(SHA256);
        var candidates = dialog.locator(".candidates li");
        assertThat(candidates).not().hasCount(0);
        assertThat(candidates.count())
                .as("three, and three more where the model was asked again")
                .isIn(3, 6);
        page.locator("#provenance-close").click();
        assertThat(dialog).isHidden();
    }

    private static long number(Locator value) {
        return Long.parseLong(value.textContent().replaceAll("\\D", ""));
    }

    private static LocatorAssertions.HasTextOptions shown() {
        return new LocatorAssertions.HasTextOptions().setTimeout(SHOWN_WITHIN_MS);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
