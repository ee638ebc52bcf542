package dev.rapport.planted.wired.scoring.app;

/** What an application wires. */
public record Wiring(String name) {}
