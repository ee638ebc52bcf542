package dev.rapport.inference.reply.guardrail;

import java.util.Arrays;
import java.util.Optional;

/** A guardrail that a text failed. Some guess, and a campaign whose replies they misjudge may switch them off. */
public enum Verdict {
    /** Nothing but white space. */
    EMPTY("empty", false),
    /** A required text is missing, or not verbatim. */
    MISSING_MENTION("missing-mention", false),
    /** A name or title of the prompt is written with other characters. */
    ALTERED_NAME("altered-name", true),
    /** A placeholder that was not filled in, such as {@code {{name}}} or {@code [NAME]}. */
    PLACEHOLDER("placeholder", false),
    /** A word that the campaign or this worker does not send. */
    BLOCKED_WORD("blocked-word", false),
    /** An address, a telephone number or another long number that the prompt does not contain. */
    PERSONAL_DATA("personal-data", true),
    /** A link that neither the prompt nor the campaign contains. */
    UNKNOWN_LINK("unknown-link", true),
    /** An amount of money that the prompt does not contain. */
    UNKNOWN_PRICE("unknown-price", true),
    /** A percentage, a discount or something free that the prompt does not contain. */
    UNKNOWN_OFFER("unknown-offer", true),
    /** A voucher code or order number that the prompt does not contain. */
    UNKNOWN_CODE("unknown-code", true),
    /** Mostly in another script than that of the prompt's language. */
    WRONG_LANGUAGE("wrong-language", true),
    /** The text repeats the prompt or a long run of its words. */
    PROMPT_ECHO("prompt-echo", true),
    /** The same words are repeated again and again. */
    REPETITION("repetition", true),
    /** Nothing shows that it fits the request; only a person can check it. */
    UNVERIFIED("unverified", true),
    /** Fewer characters than the campaign wants. */
    TOO_SHORT("too-short", false),
    /** More characters than the campaign or this worker allows. */
    TOO_LONG("too-long", false),
    /** Not text: U+FFFD, control characters, or the marks of a model's thoughts. */
    BROKEN_TEXT("broken-text", false),
    /** The model was cut off at its last token: a sentence, a name or a price may be half. */
    TRUNCATED("truncated", false),
    /** The model's server ended it before its end, by its content filter or for an unknown reason. */
    UNFINISHED("unfinished", false);

    private final String code;
    private final boolean guess;

    Verdict(String code, boolean guess) {
        this.code = code;
        this.guess = guess;
    }

    /** The name that replies, campaigns and meters carry. */
    public String code() {
        return code;
    }

    /** Whether a campaign may switch it off. */
    public boolean canBeSwitchedOff() {
        return guess;
    }

    /** Empty for a code that this version does not know. */
    public static Optional<Verdict> of(String code) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.code.equals(code))
                .findFirst();
    }
}
