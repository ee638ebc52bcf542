package dev.rapport.schemas.reply;

import java.util.List;

/** Codes of the guardrails that a text can fail, as verdicts of candidates and rules of campaigns carry them. */
public final class GuardrailCodes {
    public static final String EMPTY = "empty";
    public static final String MISSING_MENTION = "missing-mention";
    public static final String ALTERED_NAME = "altered-name";
    public static final String PLACEHOLDER = "placeholder";
    public static final String BLOCKED_WORD = "blocked-word";
    public static final String PERSONAL_DATA = "personal-data";
    public static final String UNKNOWN_LINK = "unknown-link";
    public static final String UNKNOWN_PRICE = "unknown-price";
    public static final String UNKNOWN_OFFER = "unknown-offer";
    public static final String UNKNOWN_CODE = "unknown-code";
    public static final String WRONG_LANGUAGE = "wrong-language";
    public static final String PROMPT_ECHO = "prompt-echo";
    public static final String REPETITION = "repetition";
    public static final String UNVERIFIED = "unverified";
    public static final String TOO_SHORT = "too-short";
    public static final String TOO_LONG = "too-long";
    public static final String BROKEN_TEXT = "broken-text";
    public static final String TRUNCATED = "truncated";
    public static final String UNFINISHED = "unfinished";

    /** Those that a campaign may switch off: they guess, and can be wrong about its replies. */
    public static final List<String> CAN_BE_OFF = List.of(
            ALTERED_NAME,
            PERSONAL_DATA,
            UNKNOWN_LINK,
            UNKNOWN_PRICE,
            UNKNOWN_OFFER,
            UNKNOWN_CODE,
            WRONG_LANGUAGE,
            PROMPT_ECHO,
            REPETITION,
            UNVERIFIED);

    private GuardrailCodes() {}
}
