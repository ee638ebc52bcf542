package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import java.util.List;

/** A text on its way through the guardrails, in the forms that they read. */
final class CandidateText {
    private final String text;
    private final FinishReason finishReason;
    private final PromptFacts facts;
    private final String plain;
    private final List<String> undisguised;
    private final String withoutNames;
    private final String withoutAmounts;

    /**
     * @param text         as it would be sent
     * @param finishReason why the model stopped writing
     * @param facts        what it may repeat
     */
    CandidateText(String text, FinishReason finishReason, PromptFacts facts) {
        this.text = text;
        this.finishReason = finishReason;
        this.facts = facts;
        this.plain = PromptFacts.plain(text);
        this.undisguised = Disguise.undone(plain, facts.language());
        this.withoutNames = facts.withoutNames(plain);
        this.withoutAmounts = Amounts.without(withoutNames);
    }

    String text() {
        return text;
    }

    FinishReason finishReason() {
        return finishReason;
    }

    PromptFacts facts() {
        return facts;
    }

    /** Compatibility forms undone, what is invisible left out, see {@link PromptFacts#plain}. */
    String plain() {
        return plain;
    }

    /** {@link #plain()}, and what a reader sees where letters are disguised. */
    List<String> undisguised() {
        return undisguised;
    }

    /** {@link #plain()}, a line break in the place of every name that the text is about: names may look like anything. */
    String withoutNames() {
        return withoutNames;
    }

    /** {@link #withoutNames()}, a line break in the place of every amount of money, too. */
    String withoutAmounts() {
        return withoutAmounts;
    }

    int characters() {
        return text.codePointCount(0, text.length());
    }
}
