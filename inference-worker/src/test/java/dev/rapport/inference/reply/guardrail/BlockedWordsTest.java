package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.FinishReason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static List<Verdict> verdicts(String text) {
        var prompt = aPromptOf("other", "")
                .setRules(rules().setBlockedWords(OF_THE_CAMPAIGN).build());
        return new Guardrails.Everywhere(200, OF_THE_WORKER).of(prompt.build()).verdicts(text, FinishReason.EOS);
    }
}
