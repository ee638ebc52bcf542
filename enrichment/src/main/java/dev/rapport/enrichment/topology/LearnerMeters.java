package dev.rapport.enrichment.topology;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of what recommendations are learnt from. */
final class LearnerMeters {
    private static final CounterMeter SESSIONS = CounterMeter.of(
            "rapport.recommendations.sessions",
            "sessions",
            "Sessions of customers by what recommendations did with them: learnt from, evicted because of their age, because there"
                    + " were too many or because they ended again, or late and left out.",
            "outcome");

    private final Counter learnt;
    private final Counter evicted;
    private final Counter late;

    LearnerMeters(MeterRegistry registry) {
        learnt = SESSIONS.in(registry, "learnt");
        evicted = SESSIONS.in(registry, "evicted");
        late = SESSIONS.in(registry, "late");
    }

    void learnt(int sessions, int gone) {
        learnt.increment(sessions);
        evicted.increment(gone);
    }

    void late() {
        late.increment();
    }
}
