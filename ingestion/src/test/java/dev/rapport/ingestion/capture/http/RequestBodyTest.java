package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyTest {
    private final RequestBody bodies = new RequestBody(100);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "gzip", " GZIP ", "x-gzip"})
    void takesPlainAndCompressedBodiesWhateverTheHeaderSays(String encoding) throws Exception {
        assertThat(bodies.read(in("{}".getBytes(UTF_8)), encoding)).asString().isEqualTo("{}");
        assertThat(bodies.read(in(zipped("{}")), encoding)).asString().isEqualTo("{}");
    }

    @Test
    void leavesAByteOrderMarkOut() throws Exception {
        assertThat(bodies.read(in("\ufeff{}".getBytes(UTF_8)), null)).asString().isEqualTo("{}");
    }

    @Test
    void holdsTheLimitBeforeAndAfterDecompression() throws Exception {
        assertThat(bodies.read(in(new byte[100]), null)).hasSize(100);
        assertThatThrownBy(() -> bodies.read(in(new byte[101]), null)).hasMessageContaining("larger than 100 bytes");
        assertThatThrownBy(() -> bodies.read(in(zipped("0".repeat(101))), "gzip"))
                .hasMessageContaining("larger than 100 bytes");
    }

    @Test
    void refusesOtherEncodingsAndBrokenGzip() throws Exception {
        var cut = Arrays.copyOf(zipped("{}"), 12);
        assertThatThrownBy(() -> bodies.read(in(cut), "gzip")).hasMessageContaining("not complete gzip data");
        assertThatThrownBy(() -> bodies.read(in(cut), "br")).hasMessageContaining("must be gzip or absent");
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] zipped(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
