package dev.rapport.enrichment.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    private static final CapturedEvent EVENT = CapturedEvent.newBuilder()
            .setMessageId("m-1")
            .setType(EventType.TRACK)
            .setName("Viewed")
            .setAnonymousId("device-1")
            .setOccurredAt(Instant.EPOCH)
            .setReceivedAt(Instant.EPOCH)
            .setSourceId("shop")
            .setPayload(ByteBuffer.wrap(new byte[0]))
            .build();

    @Test
    void hashesEveryValueWithItsKindAndItsLengthInUtf8() {
        // Given: a letter of two bytes, and half of a pair, which UTF-8 cannot say
        var properties = new LinkedHashMap<String, @Nullable Object>();
        properties.put("name", "Käse");
        properties.put("list", List.of(1, true, "\uD83C"));
        properties.put("a", null);
        // When
        var fingerprint = Fingerprint.of(EVENT, properties);
        // Then
        assertThat(fingerprint.body())
                .isEqualTo(first8("s5:TRACKs6:Viewedv4:nullm3:s1:av4:nulls4:listl3:v1:1v4:trues1:?s4:names5:Käse"));
        assertThat(fingerprint.userId()).isZero();
        assertThat(fingerprint.anonymousId()).isEqualTo(first8("s8:device-1"));
    }

    @Test
    void saysTheSameWhateverTheOrderOfFields() {
        // Given
        var one = new LinkedHashMap<String, @Nullable Object>(Map.of("a", 1));
        one.put("b", 2);
        var other = new LinkedHashMap<String, @Nullable Object>(Map.of("b", 2));
        other.put("a", 1);
        // When
        var fingerprint = Fingerprint.of(EVENT, one);
        // Then
        assertThat(fingerprint).isEqualTo(Fingerprint.of(EVENT, other));
    }

    private static long first8(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
