package dev.rapport.runtime.catalog;

/** A product that breaks a rule; its message is one sentence that begins with the field. */
public final class InvalidProductException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    InvalidProductException(String field, String rule) {
        super(field + " " + rule, null, false, false);
        this.field = field;
        this.rule = rule;
    }

    /** Name of the field, in our spelling. */
    public String field() {
        return field;
    }

    /** What the rule expects, from the verb on. */
    public String rule() {
        return rule;
    }
}
