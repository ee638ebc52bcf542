package dev.rapport.planted.cycle.scoring.hen;

import dev.rapport.planted.cycle.scoring.egg.Egg;

/** R4: the other half. */
public record Hen(Egg origin) {}
