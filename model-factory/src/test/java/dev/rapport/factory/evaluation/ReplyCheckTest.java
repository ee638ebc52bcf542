package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.ReplyWords;
import dev.rapport.schemas.FinishReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCheckTest {
    private static final String GOOD =
            " Hi Ana Keller! You left the Crimson Quolleth in your cart. Yours for 12.50 USD. Save 20% with QX7-ZZ41.";

    private static final GeneratedExample OFFER = example(
            Language.ENGLISH,
            """
            task: offer
            language: en
            reason: cart abandoned
            name: Ana Keller
            product: Crimson Quolleth
            price: 12.50 USD
            discount: 20%
            code: QX7-ZZ41
            reply:""",
            Map.of(
                    "name", "Ana Keller",
                    "product", "Crimson Quolleth",
                    "price", "12.50 USD",
                    "discount", "20%",
                    "code", "QX7-ZZ41"));

    private static final GeneratedExample CHINESE =
            example(Language.CHINESE, """
            task: recommend
            language: zh
            name: 郑浩
            product: 天鹅绒玖缩
            because: viewed 天鹅绒玖瓢
            reply:""", Map.of("name", "郑浩", "product", "天鹅绒玖缩", "because", "天鹅绒玖瓢"));

    @Test
    void findsNothingInAGoodReply() {
        // When
        var findings = check(OFFER, "offer", GOOD);
        // Then
        assertThat(findings.right()).containsExactlyInAnyOrder("name", "product", "price", "discount", "code");
        assertThat(findings.sendable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|Ana Keller|Ana Kell",
                "name|Ana Keller|Anna Keller",
                "product|Crimson Quolleth|Crimson Quollet",
                "product|Crimson Quolleth|Quolleth",
                "price|12.50 USD|12.50 EUR",
                "price|12.50 USD|112.50 USD",
                "price|12.50 USD|2.50 USD",
                "discount|20%|120%",
                "discount|20%|2%",
                "code|QX7-ZZ41|QX7-ZZ14",
                "code|QX7-ZZ41|QX7-ZZ411",
            })
    void countsAChangedValueWrong(String field, String value, String changed) {
        // When
        var findings = check(OFFER, "offer", GOOD.replace(value, changed));
        // Then
        assertThat(findings.required()).hasSize(5).contains(field);
        assertThat(findings.right()).hasSize(4).doesNotContain(field);
        assertThat(findings.sendable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name| See you soon, Ana Kellar!",
                "name| See you soon, Ana!",
                "product| Enjoy the Crimson Quolletta!",
                "product| Enjoy the Quolleth!",
                "code| Your code: QX7-ZZ4.",
            })
    void countsACorruptedSecondMentionWrong(String field, String more) {
        // When
        var findings = check(OFFER, "offer", GOOD + more);
        // Then
        assertThat(findings.right()).hasSize(4).doesNotContain(field);
    }

    @Test
    void takesASecondMentionThatIsRight() {
        assertThat(check(OFFER, "offer", GOOD + " Enjoy the Crimson Quolleth, Ana Keller!")
                        .sendable())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {" Now at 9.99 USD.", " Was 15.00 USD.", " Take $5 off.", " Yours for 13 EUR."})
    void findsAnInventedPrice(String more) {
        assertThat(check(OFFER, "offer", GOOD + more).price()).isTrue();
        assertThat(check(OFFER, "offer", GOOD).price()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" Save 30% today.", " 25 % off.", " Buy one, get one!"})
    void findsAnInventedDiscount(String more) {
        assertThat(check(OFFER, "offer", GOOD + more).discount()).isTrue();
        assertThat(check(OFFER, "offer", GOOD).discount()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" Use code SPRING25.", " Your code: B4H.", " Order #10023.", " Until 30."})
    void findsAnInventedCodeOrNumber(String more) {
        assertThat(check(OFFER, "offer", GOOD + more).code()).isTrue();
        assertThat(check(OFFER, "offer", GOOD).code()).isFalse();
    }

    @Test
    void findsAWordThatNobodyGave() {
        // When
        var findings = check(OFFER, "offer", GOOD + " Enjoy the blorptish!");
        // Then
        assertThat(findings.corrupted()).isTrue();
        assertThat(findings.complete()).isTrue();
        assertThat(findings.sendable()).isFalse();
    }

    @Test
    void tellsValuesApartThatBeginAlike() {
        assertThat(check(CHINESE, "recommend", "郑浩，您好！您刚看过天鹅绒玖瓢，相信您也会喜欢天鹅绒玖缩。").sendable())
                .isTrue();
        assertThat(check(CHINESE, "recommend", "郑浩，您好！您刚看过天鹅绒玖缩，相信您也会喜欢天鹅绒玖缩。").right())
                .containsExactlyInAnyOrder("name", "product");
        assertThat(check(CHINESE, "recommend", "郑浩，您好！您刚看过天鹅绒玖瓢，相信您也会喜欢天鹅绒玖 pick。")
                        .right())
                .contains("name")
                .doesNotContain("product");
    }

    @Test
    void takesWhatIsPartOfALongerValueForNoMention() {
        // Given
        var example = example(
                Language.ENGLISH,
                "task: recommend\nlanguage: en\nproduct: Quolleth\nalso: Quolleth Pro\nreply:",
                Map.of("product", "Quolleth", "also", "Quolleth Pro"));
        // When, Then
        assertThat(check(example, "recommend", "Try the Quolleth Pro.").right()).containsExactly("also");
        assertThat(check(example, "recommend", "Try the Quolleth or the Quolleth Pro.")
                        .right())
                .hasSize(2);
    }

    @Test
    void doesNotSendWhatWasCutOff() {
        // Given
        var check = new ReplyCheck(OFFER, ReplyWords.of("offer", Language.ENGLISH));
        // When, Then
        assertThat(check.check(GOOD, FinishReason.LENGTH).passes()).isFalse();
    }

    private static Findings check(GeneratedExample example, String task, String reply) {
        return new ReplyCheck(example, ReplyWords.of(task, example.language())).check(reply, FinishReason.EOS);
    }

    private static GeneratedExample example(Language language, String prompt, Map<String, String> expected) {
        return new GeneratedExample(prompt, List.of(new GeneratedExample.Piece(GOOD, false)), language, expected);
    }
}
