package dev.rapport.planted.engine.scoring;

import ai.djl.Device;

/** R3: DJL outside of its packages. */
public record Numbers(Device device) {}
