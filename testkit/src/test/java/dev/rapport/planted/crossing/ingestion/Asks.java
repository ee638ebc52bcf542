package dev.rapport.planted.crossing.ingestion;

import dev.rapport.planted.crossing.scoring.Replies;

/** R1: a service that uses another. */
public record Asks(Replies replies) {}
