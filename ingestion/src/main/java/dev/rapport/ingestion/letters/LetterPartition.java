package dev.rapport.ingestion.letters;

import dev.rapport.runtime.deadletter.LetterId;

/** A partition that holds letters. */
public record LetterPartition(String topic, int partition) {
    static LetterPartition of(LetterId id) {
        return new LetterPartition(id.topic(), id.partition());
    }
}
