package dev.rapport.inference.generation;

/** A guardrail that a text failed. */
public enum Verdict {
    /** Nothing but white space. */
    EMPTY("empty"),
    /** A text that has to be mentioned is not there, or not verbatim. */
    MISSING_MENTION("missing-mention"),
    /** A placeholder that nobody filled in, such as {@code {{name}}} or {@code [NAME]}. */
    PLACEHOLDER("placeholder"),
    /** The text repeats the prompt or a long run of its words. */
    PROMPT_ECHO("prompt-echo"),
    /** The same words come again and again. */
    REPETITION("repetition"),
    /** More characters than the channel allows. */
    TOO_LONG("too-long"),
    /** Bytes that are no text: U+FFFD or control characters. */
    BROKEN_TEXT("broken-text"),
    /** The model was cut off at its last token: a sentence, a name or a price may be half. */
    TRUNCATED("truncated"),
    /** The model's server ended it before its end, by its content filter or for a reason that we do not know. */
    UNFINISHED("unfinished");

    private final String code;

    Verdict(String code) {
        this.code = code;
    }

    /** The name that replies and meters carry. */
    public String code() {
        return code;
    }
}
