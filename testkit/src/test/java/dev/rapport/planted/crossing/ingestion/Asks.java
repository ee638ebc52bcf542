package dev.rapport.planted.crossing.ingestion;

import dev.rapport.planted.crossing.scoring.Answers;

/** R1: a service that uses another. */
public record Asks(Answers answers) {}
