package dev.rapport.quickstart.sdks;

import dev.rapport.quickstart.sdks.FaultProxy.Treatment;
import java.time.Duration;
import java.util.Locale;

/** What happens between an SDK and the server while it sends. */
enum Situation {
    /** Nothing. */
    PLAIN,
    /** Every event's first answer is lost: it is stored, and the connection is cut. */
    ANSWER_LOST {
        @Override
        Treatment treatment(boolean firstAttempt, Duration sinceFirst) {
            return firstAttempt ? Treatment.CUT_ANSWER : Treatment.PASS;
        }
    },
    /** Every event's first answer is a 503. */
    REFUSED_ONCE {
        @Override
        Treatment treatment(boolean firstAttempt, Duration sinceFirst) {
            return firstAttempt ? Treatment.REFUSE : Treatment.PASS;
        }
    },
    /** No connection gets through for some seconds, as while a server restarts. */
    SERVER_AWAY {
        @Override
        Treatment treatment(boolean firstAttempt, Duration sinceFirst) {
            return sinceFirst.compareTo(SERVER_RESTART) < 0 ? Treatment.CUT_REQUEST : Treatment.PASS;
        }
    },
    /** More than its source may was written with the key right before: the server answers 429 for some seconds. */
    RATE_LIMITED,
    /** The visitor goes on to the next page while events are pending. */
    PAGE_LEFT,
    /** Kafka is stopped, and started again on the same directory and port. */
    KAFKA_AWAY;

    private static final Duration SERVER_RESTART = Duration.ofSeconds(5);

    /**
     * What becomes of a request with events.
     *
     * @param firstAttempt whether it carries an event that was never sent before
     * @param sinceFirst   time since the first request of this run
     */
    Treatment treatment(boolean firstAttempt, Duration sinceFirst) {
        return Treatment.PASS;
    }

    /** As in names of runs, {@code answer-lost}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
