package dev.rapport.enrichment.prompt;

/** A template cannot be read or filled. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * What is wrong and where.
     *
     * @param line   counted from 1 in the template, 0 when unknown
     * @param column counted from 1 in the template, 0 when unknown
     */
    public TemplateException(String message, int line, int column, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.column = column;
    }

    /** When it is about the whole of it. */
    public TemplateException(String message) {
        super(message);
        this.line = 0;
        this.column = 0;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
