package dev.rapport.planted.threaded.scoring.attribution;

/** R2: a core with a thread. */
public final class Walk {
    private Walk() {}

    /** Who walks. */
    public static String walker() {
        return Thread.currentThread().getName();
    }
}
