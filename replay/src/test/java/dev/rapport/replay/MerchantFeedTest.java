package dev.rapport.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds as shops have them for Google, sent to the catalogue. */
final class MerchantFeedTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "catalog");

    private final TestingTime time = new TestingTime();
    private final FakeListener listener = new FakeListener();
    private final FakeCapture capture = new FakeCapture(time);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        capture.close();
    }

    @Test
    void sendsAFeedInXml() throws Exception {
        // When
        var report = replay(EXAMPLES.resolve("feed.xml"), new ProductOptions("shop", false, false));
        // Then
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(capture.requests()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("PUT /api/v1/products?source=shop");
            assertThat(request.body())
                    .startsWith("[{\"id\":\"mug-blue\",\"title\":\"Stoneware Mug, Blue\"")
                    .contains("\"link\":\"https://shop.example/p/mug-blue?utm_source=feed&utm_medium=cpc\"")
                    .contains("\"product_type\":\"Home > Kitchen > Mugs\"");
        });
    }

    @Test
    void sendsAFeedAsTable() throws Exception {
        // When
        var report = replay(EXAMPLES.resolve("feed.tsv"), ProductOptions.DEFAULT);
        // Then
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(capture.requests().get(0).body())
                .contains("\"image link\":\"https://shop.example/i/mug-blue.jpg\"")
                .contains("{\"id\":\"kettle-1\",\"title\":\"Gooseneck Kettle\",\"link\":");
    }

    @Test
    void takesQuotesAsShopsWriteThem() throws Exception {
        // Given
        var table = file(
                "feed.txt",
                "id\ttitle\tprice\n1\t24\" Monitor\t1 EUR\n2\t\"Best\" mug\t1 EUR\n3\t\"Two\nlines\"\t1 EUR\n");
        // When
        replay(table, ProductOptions.DEFAULT);
        // Then
        assertThat(capture.requests().get(0).body())
                .contains("\"title\":\"24\\\" Monitor\"")
                .contains("\"id\":\"2\"")
                .contains("\"title\":\"Two\\nlines\"");
    }

    @Test
    void completesAFeedAndSparesWhatWasRefused() throws Exception {
        // Given
        var feed = new StringBuilder("<rss><channel>");
        for (var number = 0; number < 700; number++) {
            feed.append("<item><id>").append(number).append("</id>");
            feed.append(number == 5 ? "" : "<title>Mug</title>").append("</item>");
        }
        // When
        var report = replay(file("feed.xml", feed + "</channel></rss>"), new ProductOptions("the shop", true, true));
        // Then
        assertThat(report.rejected()).containsEntry("INVALID_PRODUCT", 1L);
        assertThat(capture.requests())
                .extracting(FakeCapture.Request::line)
                .containsExactly(
                        "PUT /api/v1/products?source=the+shop&feed=start",
                        "PUT /api/v1/products?source=the+shop",
                        "PUT /api/v1/products?source=the+shop&complete=true&feed=0%3A7&force=true");
        assertThat(capture.requests().get(2).body()).isEqualTo("{\"id\":\"5\",\"keep\":true}");
        assertThat(listener.notes()).contains("removed 3 products of source the shop that the files do not have");
    }

    @Test
    void sendsNothingOfAFeedThatIsCutOff() throws Exception {
        // Given
        var whole = Files.readString(EXAMPLES.resolve("feed.xml"));
        var cutOff = file("feed.xml", whole.substring(0, whole.length() / 2));
        // Then
        assertThatThrownBy(() -> replay(cutOff, new ProductOptions("shop", true, false)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("the XML is not well-formed, or cut off");
        assertThat(capture.requests()).isEmpty();
    }

    @Test
    void takesOtherFilesAsBefore() throws Exception {
        // Given
        var lines = file("events.txt", "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\"}\n");
        // When
        replay(lines, ProductOptions.DEFAULT);
        // Then
        assertThat(capture.requests()).extracting(FakeCapture.Request::line).containsExactly("POST /v1/batch");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ReplayReport replay(Path file, ProductOptions products) throws InterruptedException {
        URI target = capture.uri();
        var config = new ReplayConfig(target, "key", Optional.empty(), false, 0, Duration.ofSeconds(1), products);
        return new Replay(config, listener, time, ReplayFiles.NONE)
                .run(List.of(file), new SourceFiles(Optional.empty(), SourceFiles.Format.AUTO), Optional.empty());
    }
}
