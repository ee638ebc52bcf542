package dev.rapport.inference.reply.guardrail;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;

import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.ReplyRules;
import java.util.List;

/** Judges finished texts about a blue lamp. */
final class TestingTexts {
    static final GlobalGuardrails GLOBAL = new GlobalGuardrails(200, List.of());

    private TestingTexts() {}

    /** A prompt that is about no product and gives nothing but its text. */
    static Prompt.Builder aPromptOf(String language, String text) {
        return aPrompt()
                .setLanguage(language)
                .setText(text)
                .setMustMention(List.of())
                .setProduct(null)
                .setFallbackText("");
    }

    static ReplyRules.Builder rules() {
        return ReplyRules.newBuilder();
    }

    static List<Verdict> verdicts(Prompt.Builder prompt, String text) {
        return GLOBAL.of(prompt.build()).verdicts(text, FinishReason.EOS);
    }
}
