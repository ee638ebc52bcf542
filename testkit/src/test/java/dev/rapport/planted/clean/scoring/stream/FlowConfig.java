package dev.rapport.planted.clean.scoring.stream;

/** A configuration that is a record. */
public record FlowConfig(int threads) {}
