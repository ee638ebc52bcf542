package dev.rapport.planted.exiting.scoring.stream;

/** R5: an end outside of the command line. */
public final class Ends {
    private Ends() {}

    /** Does it. */
    public static void end() {
        System.exit(1);
    }
}
