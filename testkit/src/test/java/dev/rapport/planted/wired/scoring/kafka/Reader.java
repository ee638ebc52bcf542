package dev.rapport.planted.wired.scoring.kafka;

import dev.rapport.planted.wired.scoring.app.Wiring;

/** R4: an adapter that depends on the application. */
public record Reader(Wiring wiring) {}
