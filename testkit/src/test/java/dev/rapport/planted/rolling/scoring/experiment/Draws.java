package dev.rapport.planted.rolling.scoring.experiment;

import java.util.Random;

/** R5: dice without a seed in a core. */
public final class Draws {
    private Draws() {}

    /** Does it. */
    public static int draw() {
        return new Random().nextInt();
    }
}
