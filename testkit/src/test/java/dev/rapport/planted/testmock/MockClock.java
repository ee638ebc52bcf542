package dev.rapport.planted.testmock;

/** R7: a double under a wrong name. */
public record MockClock(long now) {}
