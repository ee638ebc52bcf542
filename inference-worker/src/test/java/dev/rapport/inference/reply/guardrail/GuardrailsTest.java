package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.GLOBAL;
import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.rules;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static dev.rapport.testkit.record.Records.aProduct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardrailsTest {
    private static final List<String> LAMP = List.of("Blue lamp");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello Anna, the Blue lamp is still in your basket. Order today for 10% off!",
                "Blue lamp: 3 x 3 x 3 cm ...... ---------- 222222",
                "Blue lamp \uD83D\uDCA1\nYours,\tthe shop",
                "The Blue lamp [really] is <3 {and bright}!",
            })
    void passesGoodTexts(String text) {
        assertThat(verdicts(aLampPrompt(), text)).isEmpty();
    }

    @Test
    void passesGoodTextsInChinese() {
        // Given
        var prompt = aLampPrompt().setLanguage("zh");
        // When
        var verdicts = verdicts(prompt, "安娜您好，Blue lamp 还在您的购物车里，本周享九折优惠。");
        // Then
        assertThat(verdicts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Hello Anna, the lamp is waiting.', MISSING_MENTION",
        "'Hello Anna, the blue lamp is waiting.', MISSING_MENTION",
        "'Hello {{name}}, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello {name}, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello [NAME], the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello [your name here], the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello [FIRST NAME], the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello <NAME>, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello 【客户姓名】, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello ______, the Blue lamp is waiting.', PLACEHOLDER",
        "'The Blue lamp <|endoftext|>', PLACEHOLDER",
        "'Blue lamp! Write a short message about the lamp that she left in her basket and go', PROMPT_ECHO",
        "'Blue lamp lamp lamp lamp lamp lamp lamp lamp lamp', REPETITION",
        "'Blue lamp. Buy it now. Buy it now. Buy it now. Buy it now.', REPETITION",
        "'Blue lamp 哈哈哈哈哈哈哈哈哈', REPETITION",
        "'Blue lamp \ufffd', BROKEN_TEXT",
        "'Blue lamp \u0007', BROKEN_TEXT",
    })
    void namesTheGuardrailThatATextFails(String text, Verdict verdict) {
        assertThat(verdicts(aLampPrompt().setLanguage("other"), text)).containsExactly(verdict);
    }

    @Test
    void namesEveryGuardrailThatATextFails() {
        assertThat(verdicts(aLampPrompt(), " \n")).containsExactly(Verdict.EMPTY, Verdict.MISSING_MENTION);
        assertThat(verdicts(aLampPrompt(), "[NAME] " + "é".repeat(250)))
                .containsExactly(Verdict.MISSING_MENTION, Verdict.PLACEHOLDER, Verdict.REPETITION, Verdict.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"EOS,", "STOP,", "OTHER, UNFINISHED", "LENGTH, TRUNCATED"})
    void failsATextThatWasCutOff(FinishReason finishReason, @Nullable Verdict verdict) {
        assertThat(GLOBAL.of(aLampPrompt().build()).verdicts("The Blue lamp, now 1", finishReason))
                .isEqualTo(Stream.ofNullable(verdict).toList());
    }

    @Test
    void countsCharactersAsPeopleDo() {
        // Given
        var three = aPromptOf("en", "")
                .setRules(rules().setMinCharacters(3).setMaxCharacters(3).build());
        // When, Then
        assertThat(verdicts(three, "\uD83D\uDCA1b")).containsExactly(Verdict.TOO_SHORT);
        assertThat(verdicts(three, "\uD83D\uDCA1ab")).isEmpty();
        assertThat(verdicts(three, "\uD83D\uDCA1abc")).containsExactly(Verdict.TOO_LONG);
    }

    @Test
    void takesTheNarrowerOfTwoLimits() {
        // Given
        var generous =
                aPromptOf("en", "").setRules(rules().setMaxCharacters(5_000).build());
        // When, Then
        assertThat(verdicts(generous, "A fine lamp. ".repeat(3).concat("x".repeat(180))))
                .contains(Verdict.TOO_LONG);
    }

    @Test
    void letsANameLookLikeAnything() {
        // Given
        var product = aProduct().setName("SALE20 Lamp [NEW] 50% $9 lamp.shop").setBrand("Lumen");
        var prompt = aPromptOf("en", "Recommend it to Ada.")
                .setProduct(product.build())
                .setMustMention(List.of(product.getName()));
        // When, Then
        assertThat(verdicts(prompt, "Ada, have a look at the " + product.getName() + "!"))
                .isEmpty();
        assertThat(verdicts(prompt, "Ada, have a look at the " + product.getName() + ", now $8!"))
                .containsExactly(Verdict.UNKNOWN_PRICE);
    }

    @Test
    void letsALongValueOfThePromptBeRepeated() {
        // Given
        var name = "set of twelve small hand painted wooden tree ornaments with red and white cotton ribbons";
        var prompt = aPromptOf("en", "task: recommend\nproduct: Mug\nbecause: viewed " + name + "\nreply:");
        // When, Then
        assertThat(verdicts(prompt, "You viewed the " + name + ".")).isEmpty();
        assertThat(verdicts(prompt, "Mug because viewed " + name)).containsExactly(Verdict.PROMPT_ECHO);
    }

    @Test
    void findsEchoAndRepetitionInChinese() {
        // Given
        var prompt = aPromptOf("zh", "请为顾客写一条简短的消息，介绍她放在购物车里还没有购买的蓝色台灯，语气要亲切自然。");
        // When, Then
        assertThat(verdicts(prompt, "请为顾客写一条简短的消息，介绍她放在购物车里还没有购买的蓝色台灯吧。")).containsExactly(Verdict.PROMPT_ECHO);
        assertThat(verdicts(prompt, "很好的台灯。非常适合您。非常适合您。非常适合您。非常适合您。")).containsExactly(Verdict.REPETITION);
        assertThat(verdicts(prompt, "您看过的蓝色台灯还在购物车里，喜欢就带它回家吧。")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                ".",
                "x.",
                "x@",
                "1 ",
                "1,",
                "A1-",
                "/",
                "十",
                "哈",
                "{a",
                "[A ",
                "Buy it. ",
                "100,",
                "100 ",
                "http://",
                "www."
            })
    void takesNoTimeOverLongTexts(String part) {
        // Given
        var prompt =
                aLampPrompt().setFallbackText("See www.brand.example, now $5.").build();
        var guardrails = new GlobalGuardrails(10, List.of("word")).of(prompt);
        // When
        var verdicts = within(Duration.ofSeconds(5), () -> guardrails.verdicts(part.repeat(20_000), FinishReason.EOS));
        // Then
        assertThat(verdicts).contains(Verdict.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"See the lamp for $5. ", "key: value 1\n", "1.", "#1", "A1-", "a@b.c ", "优惠码", "万", "ﷺ", "www."})
    void takesNoTimeOverLongPrompts(String part) {
        // Given
        var prompt = aLampPrompt().setText(part.repeat(900_000 / part.length())).build();
        var text =
                "Anna, the Blue lamp is yours for $7 with code SAVE20, see www.brand.example or mail ada@brand.example. ";
        // When: as many candidates as two attempts have
        var verdicts = within(Duration.ofSeconds(3), () -> {
            var guardrails = GLOBAL.of(prompt);
            return IntStream.range(0, 6)
                    .mapToObj(n -> guardrails.verdicts(text + part.repeat(100 / part.length()), FinishReason.EOS))
                    .toList();
        });
        // Then
        assertThat(verdicts).allSatisfy(found -> assertThat(found).contains(Verdict.UNKNOWN_CODE));
    }

    @Test
    void knowsTheEndOfAVeryLongPrompt() {
        // Given
        var prompt = aPromptOf("en", "It costs $7. " + "It is a fine lamp, really. ".repeat(5_000) + "It costs $5.");
        // When, Then
        assertThat(verdicts(prompt, "Yours for $5!")).isEmpty();
        assertThat(verdicts(prompt, "Yours for $7!")).containsExactly(Verdict.UNKNOWN_PRICE);
    }

    @Test
    void leavesOutWhatACampaignSwitchesOff() {
        // Given
        var switches = rules().setAllowed(List.of("unknown-price", "placeholder", "no-such-guardrail"));
        var prompt = aPromptOf("en", "").setRules(switches.build());
        // When
        var verdicts = verdicts(prompt, "{{name}}, it costs $5 and comes with 20% off.");
        // Then
        assertThat(verdicts).containsExactly(Verdict.PLACEHOLDER, Verdict.UNKNOWN_OFFER);
    }

    /** Written by the bundled model to prompts it had not seen, exact copies of what they gave. */
    @Test
    void passesWhatTheBundledModelWritesWell() throws IOException {
        // Given
        var json = new ObjectMapper();
        for (var line : lines("default-model-replies.jsonl")) {
            var reply = json.readTree(line);
            var text = reply.path("prompt").asText();
            var product = text.lines()
                    .filter(field -> field.startsWith("product: "))
                    .map(field -> field.substring("product: ".length()))
                    .findFirst()
                    .orElseThrow();
            var prompt = aPromptOf(reply.path("language").asText(), text).setMustMention(List.of(product));
            // When, Then
            assertThat(verdicts(prompt, reply.path("text").asText())).as(line).isEmpty();
        }
    }

    private static Prompt.Builder aLampPrompt() {
        return aPromptOf(
                        "en",
                        "Customer: Anna. Product: Blue lamp (LX-200). Write a short message about the lamp that she left"
                                + " in her basket and offer 10% off this week.")
                .setMustMention(LAMP);
    }

    private static List<String> lines(String resource) throws IOException {
        try (var in = Objects.requireNonNull(GuardrailsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Of the processor's time: what else the machine does proves nothing against a guardrail. */
    private static <T> T within(Duration max, Supplier<T> work) {
        var threads = ManagementFactory.getThreadMXBean();
        return assertTimeoutPreemptively(max.multipliedBy(20), () -> {
            var before = threads.getCurrentThreadCpuTime();
            var result = work.get();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before))
                    .isLessThan(max);
            return result;
        });
    }
}
