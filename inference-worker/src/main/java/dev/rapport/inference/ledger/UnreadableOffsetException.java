package dev.rapport.inference.ledger;

/** Offset metadata that this version cannot read: to go on without it would answer prompts twice. */
public final class UnreadableOffsetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableOffsetException(String message) {
        super(message);
    }
}
