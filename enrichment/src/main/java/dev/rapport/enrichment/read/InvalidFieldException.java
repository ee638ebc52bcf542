package dev.rapport.enrichment.read;

/** A field has a value that its rule forbids; becomes a rejection before it leaves this package. */
final class InvalidFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Together one sentence.
     *
     * @param field path of the field; never its value
     * @param rule  what it breaks, as in "must be a number"
     */
    InvalidFieldException(String field, String rule) {
        super(field + " " + rule);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
