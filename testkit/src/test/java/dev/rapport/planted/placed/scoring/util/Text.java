package dev.rapport.planted.placed.scoring.util;

/** R6: a place that says nothing. */
public record Text(String text) {}
