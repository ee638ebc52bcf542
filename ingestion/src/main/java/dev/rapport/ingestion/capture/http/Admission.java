package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.source.RateLimits;
import dev.rapport.ingestion.capture.source.SourceMeters;
import java.time.Duration;

/** Who may write, and how much; the same for every adapter that authenticates with a write key. Thread-safe. */
public final class Admission {
    private final Sources sources;
    private final RateLimits limits;
    private final SourceMeters meters;

    public Admission(Sources sources, SourceMeters meters) {
        this.sources = sources;
        this.limits = new RateLimits(sources);
        this.meters = meters;
    }

    /** Sources as they are configured now. */
    Sources sources() {
        return sources;
    }

    /**
     * Takes the events of a request from what may be written with its key.
     *
     * @throws RefusedRequestException when nothing may be written with it now; the request has to come again
     */
    void admit(WriteKey key, int events) throws RefusedRequestException {
        var wait = limits.wait(key, events);
        if (wait.isPresent()) {
            meters.limited(key.source(), events);
            throw tooMany(key, events, wait.get());
        }
    }

    private static RefusedRequestException tooMany(WriteKey key, int events, Duration wait) {
        var seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return new RefusedRequestException(
                Reason.RATE_LIMITED,
                "source " + key.source() + " may write " + key.eventsPerSecond()
                        + " events a second with one write key, and has written more; the " + events
                        + " of this request may be sent in " + seconds + " s, with the same message ids",
                Duration.ofSeconds(seconds));
    }
}
