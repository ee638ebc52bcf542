package dev.rapport.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdentifierHashTest {
    private static final String SECRET = "a secret of more than thirty-two characters";

    /** Expected: {@code printf %s ada | openssl dgst -sha256 -hmac "$SECRET"}, the first 32 characters. */
    @Test
    void isHmacSha256ShortenedTo128Bits() {
        // When
        var hash = IdentifierHash.keyedBy(SECRET).of("ada");
        // Then
        assertThat(hash).isEqualTo("74989dd61025decb74403308b97e7917");
    }

    @Test
    void differsBySecret() {
        // When
        var other = IdentifierHash.keyedBy(SECRET + "!").of("ada");
        // Then
        assertThat(other).isNotEqualTo(IdentifierHash.keyedBy(SECRET).of("ada"));
    }

    @Test
    void hashesTheSameInManyThreads() {
        // Given
        var hash = IdentifierHash.keyedBy(SECRET);
        var expected = IntStream.range(0, 1_000)
                .mapToObj(i -> IdentifierHash.keyedBy(SECRET).of("id" + i))
                .toList();
        // When
        var hashes = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> hash.of("id" + i))
                .toList();
        // Then
        assertThat(hashes).isEqualTo(expected).doesNotHaveDuplicates();
    }
}
