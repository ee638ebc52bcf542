package dev.rapport.tuning.checkpoint;

import java.io.IOException;

/** A folder that cannot take the checkpoint that is wanted there; nothing in it was changed. The message is one line. */
public final class UnusableFolderException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnusableFolderException(String message) {
        super(message);
    }
}
