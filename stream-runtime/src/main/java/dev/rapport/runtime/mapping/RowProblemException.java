package dev.rapport.runtime.mapping;

/** A row that cannot become an event; the message names column and value, the caller knows the row. */
public final class RowProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    RowProblemException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** Column, value and rule. */
    String problem() {
        return problem;
    }
}
