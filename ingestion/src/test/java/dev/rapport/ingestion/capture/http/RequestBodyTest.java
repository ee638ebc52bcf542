package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodyTest {
    private static final int LIMIT = 100;
    private static final byte[] MARKED = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'};

    private final RequestBody bodies = new RequestBody(LIMIT);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "gzip", " GZIP ", "x-gzip"})
    void takesAPlainBodyWhateverTheHeaderSays(String encoding) throws Exception {
        // When
        var body = bodies.read(in("{}".getBytes(UTF_8)), encoding);
        // Then
        assertThat(body).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "identity", "gzip", " GZIP ", "x-gzip"})
    void decompressesGzipWhateverTheHeaderSays(String encoding) throws Exception {
        // When
        var body = bodies.read(in(zipped("{}".getBytes(UTF_8))), encoding);
        // Then
        assertThat(body).asString().isEqualTo("{}");
    }

    @Test
    void leavesAByteOrderMarkOut() throws Exception {
        // When
        var body = bodies.read(in(MARKED), null);
        // Then
        assertThat(body).asString().isEqualTo("{}");
    }

    @Test
    void leavesAByteOrderMarkOutOfACompressedBody() throws Exception {
        // When
        var body = bodies.read(in(zipped(MARKED)), "gzip");
        // Then
        assertThat(body).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, LIMIT})
    void takesBodiesUpToTheLimit(int length) throws Exception {
        // When
        var body = bodies.read(in(new byte[length]), null);
        // Then
        assertThat(body).hasSize(length);
    }

    @Test
    void refusesABodyAboveTheLimit() {
        // When
        assertRefused(Reason.REQUEST_TOO_LARGE, "the body is larger than 100 bytes", new byte[LIMIT + 1], null);
    }

    @Test
    void refusesASmallBodyThatDecompressesToMoreThanTheLimit() throws Exception {
        // Given
        var bomb = zipped(new byte[10 * LIMIT]);
        assertThat(bomb).hasSizeLessThan(LIMIT);
        // When
        assertRefused(Reason.REQUEST_TOO_LARGE, "the body is larger than 100 bytes", bomb, "gzip");
    }

    @Test
    void decompressesOnlyOnce() throws Exception {
        // Given
        var inner = zipped("{}".getBytes(UTF_8));
        // When
        var body = bodies.read(in(zipped(inner)), "gzip");
        // Then
        assertThat(body).isEqualTo(inner);
    }

    @Test
    void readsSixteenLimitsOfABodyThatIsTooLargeSoThatItsSenderSeesTheAnswer() {
        // Given
        var sent = in(new byte[LIMIT * 100]);
        // When
        var refused =
                assertThatExceptionOfType(RefusedRequestException.class).isThrownBy(() -> bodies.read(sent, null));
        // Then
        refused.withMessageContaining("split the batch");
        assertThat(sent.available()).isEqualTo(LIMIT * 100 - (LIMIT + 1) - 16 * LIMIT);
    }

    @Test
    void refusesGzipThatIsCutOff() throws Exception {
        // Given
        var cut = Arrays.copyOf(zipped("{}".getBytes(UTF_8)), 12);
        // When
        assertRefused(Reason.BROKEN_COMPRESSION, "the body is not complete gzip data", cut, "gzip");
    }

    @Test
    void refusesGzipThatIsDamaged() throws Exception {
        // Given
        var damaged = zipped("{}".getBytes(UTF_8));
        damaged[damaged.length - 5] ^= 1;
        // When
        assertRefused(Reason.BROKEN_COMPRESSION, "the body is not complete gzip data", damaged, "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
    void refusesOtherEncodings(String encoding) {
        // When
        assertRefused(
                Reason.UNSUPPORTED_ENCODING, "Content-Encoding must be gzip or absent", "{}".getBytes(UTF_8), encoding);
    }

    @Test
    void leavesABodyThatBreaksOffToItsCaller() {
        // Given
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        // When
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> bodies.read(broken, null))
                .withMessage("connection reset");
    }

    private void assertRefused(Reason reason, String detail, byte[] body, @Nullable String encoding) {
        assertThatExceptionOfType(RefusedRequestException.class)
                .isThrownBy(() -> bodies.read(in(body), encoding))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.detail()).contains(detail);
                });
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
