package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WrongLanguageTest {
    private static final String NAMES =
            "name: 贝床 Ana\nbecause: viewed Rivermark Vintage Kettle\nbrand: Lumora\ncode: 93Z5-SH1F-RM3";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Hi Ana, the Mug by Lumora is your style.",
                "en | For you, 贝床: the Mug, 12.50 USD.",
                "en | Bonjour Ana, voici le Mug de Lumora.",
                "zh | Ana，欢迎回来！您刚看过 Rivermark Vintage Kettle，试试 Mug 吧。",
                "zh | Hello Ana！相信您会喜欢 Mug，只要 12.50 USD。",
                "zh | Mug 12.50 USD",
                "zh | 为 Ana 精选 Mug。",
                "zh | 看这里：用 93Z5-SH1F-RM3。",
                "ja | こんにちは、Mugはいかがですか。",
                "ru | Здравствуйте, Ana! Вам понравится Mug.",
                "xx | 您好 Ana, the Mug is nice.",
            })
    void passesTheLanguageOfThePrompt(String language, String text) {
        assertThat(verdicts(prompt(language), text)).doesNotContain(Verdict.WRONG_LANGUAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | 相信您会喜欢 Mug。",
                "en | Mug: Здравствуйте, вам понравится это",
                "en | 安娜您好！欢迎回来，相信您会喜欢 Mug, Ana.",
                "zh | Hi Ana! We think you will love the Mug.",
                "zh | 您好！We think you will love the Mug by Lumora very much.",
                "zh | Mugはいかがですか。とてもすてきですよ。",
                "ru | Hi Ana! You will love the Mug.",
            })
    void failsAnotherOne(String language, String text) {
        assertThat(verdicts(prompt(language), text)).contains(Verdict.WRONG_LANGUAGE);
    }

    private static dev.rapport.schemas.Prompt.Builder prompt(String language) {
        return aPromptOf(language, NAMES + "\nprice: 12.50 USD").setMustMention(List.of("Mug"));
    }
}
