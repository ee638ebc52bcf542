package dev.rapport.inference.model.hub;

import static dev.rapport.inference.model.hub.TestingDownloads.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubTroubleTest extends HubFixture {
    private static final String TOKEN = "hf_secretsecretsecret";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 |              | ''    | has no model acme/tiny-gpt2 (404); if it is private or gated, set HF_TOKEN
            401 | RepoNotFound | ''    | has no model acme/tiny-gpt2 (401); if it is private or gated, set HF_TOKEN
            401 |              | ''    | has no model acme/tiny-gpt2 (401); if it is private or gated, set HF_TOKEN
            404 | RepoNotFound | token | has no model acme/tiny-gpt2 (404), or the token may not read it
            401 |              | token | does not accept the token (401): HF_TOKEN must be one that may read acme/tiny-gpt2
            401 | GatedRepo    | ''    | /acme/tiny-gpt2, then set HF_TOKEN to a token of that account
            403 |              | token | /acme/tiny-gpt2, with the account whose token this is
            400 |              | ''    | answers 400 to /api/models/acme/tiny-gpt2/revision/main
            """)
    void saysWhatARefusalMeans(int status, String code, String token, String line) {
        // Given
        downloads.environment.put("HF_TOKEN", token);
        hub.planListing(status, code == null ? Map.of() : Map.of("X-Error-Code", code));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining(hub.url().substring("http://".length()).split(":")[0])
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
        assertThat(downloads.pauses).isEmpty();
    }

    @Test
    void leavesNoFolderOfAModelThatThereIsNot() {
        // Given
        hub.planListing(404, Map.of());

        // Then
        assertThatThrownBy(downloads::fetch).isInstanceOf(HubException.class);
        assertThat(downloads.model()).doesNotExist();
    }

    @Test
    void saysThatGatedFilesWantAToken() {
        // Given: anybody may see that there is one
        hub.planFile("config.json", 401, Map.of("X-Error-Code", "GatedRepo"));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("accept them at " + hub.url() + "/acme/tiny-gpt2")
                .hasMessageContaining("set HF_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void triesAgainWhatPasses(int status) throws HubException {
        // Given
        hub.planListing(status, Map.of());
        hub.planFile(WEIGHTS, status, Map.of());

        // When
        downloads.fetch();

        // Then
        assertBackoff(1, 1);
    }

    @Test
    void asksTheHubAgainWhenAnAddressElsewhereHasRunOut() throws HubException {
        // Given
        hub.planStore(WEIGHTS, 403);

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).exists();
        assertThat(downloads.told).contains("faltered 127.0.0.1, where the hub redirects to, answers 403");
    }

    @Test
    void givesUpWhatDoesNotPass() {
        // Given
        for (int i = 0; i < 4; i++) {
            hub.planListing(503, Map.of("X-Error-Message", "under repair"));
        }

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("127.0.0.1 answers 503: under repair (after 4 attempts)");
        assertBackoff(1, 2, 4);
    }

    @Test
    void waitsAsLongAsTheHubAsks() throws HubException {
        // Given
        hub.planListing(429, Map.of("Retry-After", "17"));

        // When
        downloads.fetch();

        // Then
        assertThat(downloads.pauses).singleElement().satisfies(pause -> assertThat(pause)
                .isBetween(Duration.ofSeconds(17), Duration.ofSeconds(18)));
    }

    @Test
    void doesNotWaitForHours() {
        // Given
        hub.planListing(429, Map.of("Retry-After", "3600"));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("429 (too many requests) (try again in 3600 s)");
    }

    @Test
    void saysAtOnceThatThereIsNoNetwork() {
        // Given
        hub.close();

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(
                        "not in the Hugging Face cache " + downloads.cache() + "; cannot be downloaded: 127.0.0.1:")
                .hasMessageNotContaining("\n");
        assertThat(downloads.pauses).isEmpty();
    }

    @Test
    void keepsTheTokenFromOtherHosts() throws Exception {
        // Given
        Files.writeString(home.resolve("token"), TOKEN + "\n");
        downloads.environment.put("HF_TOKEN_PATH", home.resolve("token").toString());

        // When
        downloads.fetch();

        // Then
        assertThat(hub.asked()).filteredOn(TestingHub.Asked::ofHub).isNotEmpty().allSatisfy(one -> assertThat(
                        one.header("Authorization"))
                .isEqualTo("Bearer " + TOKEN));
        assertThat(hub.asked()).filteredOn(one -> !one.ofHub()).isNotEmpty().allSatisfy(one -> assertThat(
                        one.header("Authorization"))
                .isEqualTo("null"));
    }

    @Test
    void keepsTheTokenOutOfMessages() {
        // Given
        downloads.environment.put("HF_TOKEN", TOKEN + " and more");

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("HF_TOKEN must hold one line of ASCII characters without blanks")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void followsTheHubToANewName() throws HubException {
        // Given
        hub.planListing(307, Map.of("Location", "/api/models/acme/tiny-gpt2/revision/main?renamed"));

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://host/x", "http://", "::"})
    void followsNoRedirectOutOfTheWeb(String location) {
        // Given
        hub.planListing(302, Map.of("Location", location));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("redirects to an address that must be one of HTTP");
    }

    @Test
    void doesNotRunInCircles() {
        // Given
        for (int i = 0; i < 20; i++) {
            hub.planListing(302, Map.of("Location", "/api/models/acme/tiny-gpt2/revision/main"));
        }

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("is redirected more than 8 times");
    }

    @Test
    void boundsWhatItReads() {
        // Given
        hub.files.put("x".repeat(17 << 20), new byte[0]);

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("description of the model: must have at most 16 MiB");
    }

    @Test
    void refusesJsonThatIsNone() {
        // Given
        hub.files.put("config.json", "<html>".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("config.json: must be JSON")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysThatTheCacheCannotBeWritten() throws IOException {
        // Given
        Files.createFile(downloads.cache());

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("cannot be written there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"huggingface.co", "ftp://host", "https://user:word@host", "https:// host", "http://host:99999"})
    void refusesAnEndpointThatIsNone(String endpoint) {
        // Given
        downloads.environment.put("HF_ENDPOINT", endpoint);

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("HF_ENDPOINT must be")
                .hasMessageNotContaining("word");
    }

    /** Half of each delay is jitter. */
    private void assertBackoff(int... seconds) {
        assertThat(downloads.pauses).hasSize(seconds.length);
        for (int i = 0; i < seconds.length; i++) {
            var max = Duration.ofSeconds(seconds[i]);
            assertThat(downloads.pauses.get(i)).isBetween(max.dividedBy(2), max);
        }
    }
}
