package dev.rapport.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DerivedIdTest {
    @Test
    void givesTheSameCauseTheSameIdForEver() {
        // These values are in topics and logs of every installation.
        assertThat(DerivedId.prompt("welcome", "web", "message-1")).isEqualTo("1b651a96cec79601abdba262e183887b");
        assertThat(DerivedId.session("customer-1", 1_774_008_000_000L)).isEqualTo("6794e87d8813423dba812290d1d4b74a");
        assertThat(DerivedId.conversion("customer-1", "Order Completed", "order-1"))
                .isEqualTo("f1de6f438fb2d78813963a578ade840c");
    }

    @Test
    void hasThirtyTwoLowerCaseHexadecimalDigits() {
        assertThat(DerivedId.of("any", "part")).matches("[0-9a-f]{32}");
    }

    @Test
    void keepsPartsApart() {
        assertThat(DerivedId.of("id", "ab", "c"))
                .isNotEqualTo(DerivedId.of("id", "a", "bc"))
                .isNotEqualTo(DerivedId.of("id", "abc"))
                .isNotEqualTo(DerivedId.of("id", "ab", "c", ""));
    }

    @Test
    void keepsKindsApart() {
        assertThat(DerivedId.of("prompt", "x")).isNotEqualTo(DerivedId.of("session", "x"));
    }

    @Test
    void tellsEveryInputOfAPromptApart() {
        // Given
        var id = DerivedId.prompt("campaign", "source", "message");
        // When, Then
        assertThat(DerivedId.prompt("campaign2", "source", "message")).isNotEqualTo(id);
        assertThat(DerivedId.prompt("campaign", "source2", "message")).isNotEqualTo(id);
        assertThat(DerivedId.prompt("campaign", "source", "message2")).isNotEqualTo(id);
    }

    @Test
    void doesNotCollideOnManyRandomTextsWithSeed7() {
        // Given
        var random = new Random(7);
        var texts = new HashSet<String>();
        var ids = new HashSet<String>();
        // When
        for (var i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(6), 0, 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            texts.add(text);
            ids.add(DerivedId.of("random", text));
        }
        // Then
        assertThat(ids).hasSameSizeAs(texts);
    }

    @Test
    void hashesTextsInUtf8() {
        assertThat(DerivedId.sha256Hex(""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(DerivedId.sha256Hex("灯"))
                .isEqualTo("28656d470286ce04758c3e218418bfa33ccbe2c5d24fb6bbfbc981044ec2c3cc");
    }
}
