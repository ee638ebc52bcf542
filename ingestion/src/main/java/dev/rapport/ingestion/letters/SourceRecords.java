package dev.rapport.ingestion.letters;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.runtime.deadletter.DeadLetter;
import java.util.List;
import java.util.Map;

/** Records of the topics that events come from, read again as capture reads them now; nothing is stored. */
public interface SourceRecords {
    /** Where no topic is a source. */
    SourceRecords NONE = new SourceRecords() {
        @Override
        public boolean isSource(String topic) {
            return false;
        }

        @Override
        public Reading read(DeadLetter letter, String messageId) {
            throw new IllegalArgumentException("no topic is a source");
        }
    };

    /**
     * What a record says.
     *
     * @param outcomes     what would be stored, in order
     * @param headers      of all that comes of it
     * @param saysProducts whether it also changes the catalogue
     */
    record Reading(List<CaptureOutcome> outcomes, Map<String, String> headers, boolean saysProducts) {
        public Reading {
            outcomes = List.copyOf(outcomes);
            headers = Map.copyOf(headers);
        }
    }

    /** Whether events come from a topic. */
    boolean isSource(String topic);

    /**
     * Reads the record that a letter holds.
     *
     * @param letter    of a {@link #isSource source}, whole
     * @param messageId for events without one
     * @throws RuntimeException when the schema registry that is needed cannot be reached
     */
    Reading read(DeadLetter letter, String messageId);
}
