package dev.rapport.inference.generation;

/** A sampling setting that breaks its rule. */
public final class WrongSamplingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String value;
    private final String rule;

    WrongSamplingException(String setting, String value, String rule) {
        super(setting + "=" + value + ": " + rule);
        this.setting = setting;
        this.value = value;
        this.rule = rule;
    }

    /** Its name in campaigns and, behind two dashes, on the command line, for example {@code max-new-tokens}. */
    public String setting() {
        return setting;
    }

    /** The value as a text. */
    public String value() {
        return value;
    }

    /** What it must be, for example {@code must be at least 1}. */
    public String rule() {
        return rule;
    }
}
