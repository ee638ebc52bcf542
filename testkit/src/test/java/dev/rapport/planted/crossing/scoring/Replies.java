package dev.rapport.planted.crossing.scoring;

/** The other service. */
public record Replies(int count) {}
