package dev.rapport.planted.unlisted.scoring.elsewhere;

/** R2: in a package that is neither listed as a core nor as an adapter. */
public record Thing(int size) {}
