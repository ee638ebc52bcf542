package dev.rapport.quickstart.demo;

import dev.rapport.quickstart.report.ScoringAwayException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bears with scoring while it is away, for so long at a time. Not thread-safe. */
final class Patience {
    /** A question to scoring. */
    interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private final Duration limit;
    private @Nullable Instant awaySince;

    /** @param limit how long scoring may be away without a break */
    Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * The answer, or nothing while scoring is away.
     *
     * @throws IOException when it has been away for too long, or answers something else than asked
     */
    <T> Optional<T> ask(Instant now, Question<T> question) throws IOException, InterruptedException {
        try {
            var answer = question.ask();
            awaySince = null;
            return Optional.of(answer);
        } catch (ScoringAwayException e) {
            if (awaySince == null) {
                awaySince = now;
            }
            if (now.isAfter(awaySince.plus(limit))) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
