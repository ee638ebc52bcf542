package dev.rapport.ingestion.letters;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.runtime.deadletter.DeadLetter.Header;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way that a letter goes when it is sent again. */
public sealed interface Route {
    /** Topic that it goes to; empty where it goes nowhere. */
    String topic();

    /** Back to the topic that it was read from, as it was: so it has the same partition and order. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: bytes are handed on.
    record Back(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) implements Route {}

    /** To the captured events, as it was captured. */
    record Captured(CapturedEvent event, Receipt receipt) implements Route {
        @Override
        public String topic() {
            return Topics.EVENTS_CAPTURED.name();
        }
    }

    /**
     * Through capture again, with the receipt that it had.
     *
     * @param messageId for those without one: the same each time
     */
    record Capture(List<? extends RawEvent> events, Receipt receipt, String messageId) implements Route {
        @Override
        public String topic() {
            return Topics.EVENTS_CAPTURED.name();
        }
    }

    /**
     * To where capture stores what the record of a source's topic says now.
     *
     * @param record  topic, partition and offset: what is said twice of one record is sent once
     * @param headers of all that comes of it
     */
    record Taken(String record, List<CaptureOutcome> outcomes, Map<String, String> headers) implements Route {
        @Override
        public String topic() {
            return Topics.EVENTS_CAPTURED.name();
        }
    }

    /** Nowhere. */
    record Refused(Refusal refusal) implements Route {
        @Override
        public String topic() {
            return "";
        }
    }

    /** Why a letter is not sent again, and what to do. */
    enum Refusal {
        ALREADY_REDRIVEN("it was sent again before"),
        TRUNCATED("its original bytes are not whole: send it again from its source"),
        EXPIRED(
                "it is older than 7 days, so that a duplicate would not be recognised: --include-expired sends it anyway"),
        REPLACED("its topic keeps the last record of a key, which may be a later one by now: publish it again"),
        PROCESSED("it was processed, only what came of it was too large to be written: it would count twice"),
        PRODUCT(
                "it describes a product, of which the catalogue may have a later description by now: have its source send the row again"),
        NO_SOURCE("the topic that it was read from is not in the file of ingestion.topics.file: add it there"),
        UNKNOWN_TOPIC("it does not say which topic of Rapport it was read from"),
        UNKNOWN_FORMAT("nothing here can read its original bytes again: send it again from its source"),
        FAILED("reading it again failed, as the log of ingestion says: mend that first"),
        NOT_FOUND("there is no such letter, or not any more");

        private final String rule;

        Refusal(String rule) {
            this.rule = rule;
        }

        /** One sentence. */
        public String rule() {
            return rule;
        }
    }
}
