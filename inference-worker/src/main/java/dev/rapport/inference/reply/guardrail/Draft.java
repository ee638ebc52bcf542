package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import java.util.List;

/** A text on its way through the guardrails, in the forms that they read. */
final class Draft {
    private final String text;
    private final FinishReason finishReason;
    private final Given given;
    private final String plain;
    private final List<String> undisguised;
    private final String withoutNames;
    private final String withoutAmounts;

    /**
     * @param text         as it would be sent
     * @param finishReason why the model stopped writing
     * @param given        what it may repeat
     */
    Draft(String text, FinishReason finishReason, Given given) {
        this.text = text;
        this.finishReason = finishReason;
        this.given = given;
        this.plain = Given.plain(text);
        this.undisguised = Disguise.undone(plain, given.language());
        this.withoutNames = given.withoutNames(plain);
        this.withoutAmounts = Amounts.without(withoutNames);
    }

    String text() {
        return text;
    }

    FinishReason finishReason() {
        return finishReason;
    }

    Given given() {
        return given;
    }

    /** Compatibility forms undone, what is invisible left out, see {@link Given#plain}. */
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
