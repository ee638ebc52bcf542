package dev.rapport.planted.cycle.scoring.egg;

import dev.rapport.planted.cycle.scoring.hen.Hen;

/** R4: one half of a cycle. */
public record Egg(Hen layer) {}
