package dev.rapport.inference.stream;

/** Why a prompt is put aside that nobody survives. */
final class PoisonPromptException extends Exception {
    private static final long serialVersionUID = 1;

    PoisonPromptException(int starts) {
        super("started " + starts + " times and never finished: the worker ended every time, the last time with nothing"
                + " else to write");
    }
}
