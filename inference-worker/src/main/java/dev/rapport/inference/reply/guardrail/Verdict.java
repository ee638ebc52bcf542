package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.reply.GuardrailCodes;
import java.util.Arrays;
import java.util.Optional;

/** A guardrail that a text failed. Some guess, and a campaign whose replies they misjudge may switch them off. */
public enum Verdict {
    /** Nothing but white space. */
    EMPTY(GuardrailCodes.EMPTY),
    /** A required text is missing, or not verbatim. */
    MISSING_MENTION(GuardrailCodes.MISSING_MENTION),
    /** A name or title of the prompt is written with other characters. */
    ALTERED_NAME(GuardrailCodes.ALTERED_NAME),
    /** A placeholder that was not filled in, such as {@code {{name}}} or {@code [NAME]}. */
    PLACEHOLDER(GuardrailCodes.PLACEHOLDER),
    /** A word that the campaign or this worker does not send. */
    BLOCKED_WORD(GuardrailCodes.BLOCKED_WORD),
    /** An address, a telephone number or another long number that the prompt does not contain. */
    PERSONAL_DATA(GuardrailCodes.PERSONAL_DATA),
    /** A link that neither the prompt nor the campaign contains. */
    UNKNOWN_LINK(GuardrailCodes.UNKNOWN_LINK),
    /** An amount of money that the prompt does not contain. */
    UNKNOWN_PRICE(GuardrailCodes.UNKNOWN_PRICE),
    /** A percentage, a discount or something free that the prompt does not contain. */
    UNKNOWN_OFFER(GuardrailCodes.UNKNOWN_OFFER),
    /** A voucher code or order number that the prompt does not contain. */
    UNKNOWN_CODE(GuardrailCodes.UNKNOWN_CODE),
    /** Mostly in another script than that of the prompt's language. */
    WRONG_LANGUAGE(GuardrailCodes.WRONG_LANGUAGE),
    /** The text repeats the prompt or a long run of its words. */
    PROMPT_ECHO(GuardrailCodes.PROMPT_ECHO),
    /** The same words are repeated again and again. */
    REPETITION(GuardrailCodes.REPETITION),
    /** Nothing shows that it fits the request; only a person can check it. */
    UNVERIFIED(GuardrailCodes.UNVERIFIED),
    /** Fewer characters than the campaign wants. */
    TOO_SHORT(GuardrailCodes.TOO_SHORT),
    /** More characters than the campaign or this worker allows. */
    TOO_LONG(GuardrailCodes.TOO_LONG),
    /** Not text: U+FFFD, control characters, or the marks of a model's thoughts. */
    BROKEN_TEXT(GuardrailCodes.BROKEN_TEXT),
    /** The model was cut off at its last token: a sentence, a name or a price may be half. */
    TRUNCATED(GuardrailCodes.TRUNCATED),
    /** The model's server ended it before its end, by its content filter or for an unknown reason. */
    UNFINISHED(GuardrailCodes.UNFINISHED);

    private final String code;

    Verdict(String code) {
        this.code = code;
    }

    /** The name that replies, campaigns and meters carry. */
    public String code() {
        return code;
    }

    /** Whether a campaign may switch it off. */
    public boolean canBeSwitchedOff() {
        return GuardrailCodes.CAN_BE_OFF.contains(code);
    }

    /** Empty for a code that this version does not know. */
    public static Optional<Verdict> of(String code) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.code.equals(code))
                .findFirst();
    }
}
