package dev.rapport.quickstart.report;

import java.io.IOException;

/** Scoring cannot answer now; asking again later may help. */
public final class ScoringAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    ScoringAwayException(String message) {
        super(message);
    }
}
