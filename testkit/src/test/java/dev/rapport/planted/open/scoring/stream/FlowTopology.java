package dev.rapport.planted.open.scoring.stream;

/** R7: a topology to inherit from. */
public class FlowTopology {}
