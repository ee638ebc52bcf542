package dev.rapport.planted.printing.scoring.stream;

/** R5: output outside of the command line. */
public final class Prints {
    private Prints() {}

    /** Does it. */
    public static void print() {
        System.out.println("here");
    }
}
