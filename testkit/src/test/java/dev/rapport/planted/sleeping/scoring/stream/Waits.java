package dev.rapport.planted.sleeping.scoring.stream;

/** R5: a wait that no test can shorten. */
public final class Waits {
    private Waits() {}

    /** Does it. */
    public static void pause() throws InterruptedException {
        Thread.sleep(1);
    }
}
