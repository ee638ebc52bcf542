package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.FinishReason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockedWordsTest {
    private static final List<String> OF_THE_WORKER = List.of("damn", "最好", " ");
    private static final List<String> OF_THE_CAMPAIGN = List.of("risk free", "C++", "Überraschung");

    @ParameterizedTest
    @ValueSource(strings = {"A goddamned mug", "A risk, free of it", "最近很好", "C+ or C", "risky freedom"})
    void passesOtherWords(String text) {
        assertThat(verdicts(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DAMN, a mug", "It is Risk  Free!", "这是最好的杯子", "Mugs in c++.", "Eine überRASCHUNG", "ｄａｍｎ"})
    void failsBlockedOnes(String text) {
        assertThat(verdicts(text)).containsExactly(Verdict.BLOCKED_WORD);
    }

    /** Invisible characters, look-alikes, marks, other forms, letters set apart; escaped where an editor would not show it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A da\u200bmn mug",
                "A da\u00admn mug",
                "A da\u202emn mug",
                "A d\u2060a\ufeffm\u034fn\ufe0f mug",
                "A \u200bdamn\u200b mug",
                "A d\u0430mn mug",
                "A DАМN mug",
                "A ԁаmո mug",
                "A \u0501\u0430\u043c\u0578 mug",
                "A dαmn mug",
                "A d\u0301amn mug",
                "A d̶a̶m̶n̶ mug",
                "A dämn mug",
                "A 𝓭𝓪𝓶𝓷 mug",
                "A ⓓⓐⓜⓝ mug",
                "A d a m n mug",
                "d-a-m-n, a mug",
                "d.a.m.n",
                "A d\u200b a\u200b m\u200b n\u200b mug",
                "Ri\u00adsk f\u0433ee",
                "这是最\u200b好的杯子",
                "这是最\u2060好"
            })
    void failsDisguisedOnes(String text) {
        assertThat(verdicts("en", text)).contains(Verdict.BLOCKED_WORD);
        assertThat(verdicts("zh", text)).contains(Verdict.BLOCKED_WORD);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 这款最受欢迎，好用的杯子",
        "zh, 最 好看的杯子",
        "zh, 一口价，工口一二三，丨二〇",
        "ru, Красивая лампа; сор не нужен",
        "ru, А и Б",
        "de, Schön und dämnächst",
        "el, Ωραία λάμπα",
        "en, A B C of d and amn",
        "en, The café and the mañana"
    })
    void passesOtherWordsOfItsOwnLanguage(String language, String text) {
        var prompt = aPromptOf(language, "");
        var global = new GlobalGuardrails(200, List.of("damn", "最好", "cop", "cafe9", "schon", "abcd"));
        assertThat(global.of(prompt.build()).verdicts(text, FinishReason.EOS)).doesNotContain(Verdict.BLOCKED_WORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Очень дешево", "Очень дeшeвo", "Очень де\u200bшево", "Очень ДЕШЕВО"})
    void failsWordsOfOtherAlphabetsInAnyForm(String text) {
        var prompt = aPromptOf("ru", "");
        var global = new GlobalGuardrails(200, List.of("дешево"));
        assertThat(global.of(prompt.build()).verdicts(text, FinishReason.EOS)).contains(Verdict.BLOCKED_WORD);
    }

    private static List<Verdict> verdicts(String text) {
        return verdicts("other", text);
    }

    private static List<Verdict> verdicts(String language, String text) {
        var prompt = aPromptOf(language, "")
                .setRules(rules().setBlockedWords(OF_THE_CAMPAIGN).build());
        return new GlobalGuardrails(200, OF_THE_WORKER).of(prompt.build()).verdicts(text, FinishReason.EOS);
    }
}
