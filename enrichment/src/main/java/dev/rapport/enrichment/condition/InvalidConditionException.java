package dev.rapport.enrichment.condition;

/** A text that is not a condition; the message is one line. */
public final class InvalidConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param line   in the text, counted from 1
     * @param column in the line, counted from 1
     */
    public InvalidConditionException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
