package dev.rapport.inference.stream;

/** Why a poison prompt, one that ends every worker that tries it, becomes a dead letter. Its name is in the letter's header. */
final class PoisonPromptException extends Exception {
    private static final long serialVersionUID = 1;

    PoisonPromptException(int attempts) {
        super(attempts + " attempts without an outcome: the worker ended in each of them, in the last one with no other"
                + " prompt in progress");
    }
}
