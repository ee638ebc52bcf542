package dev.rapport.quickstart.sdks;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs that send at the same time, each through a proxy of its own. Used by one thread, as the browser has to be. */
final class Round implements AutoCloseable {
    private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(2);

    private final Site site;
    private final StoredEvents events;
    private final Pages pages;
    private final Path installed;
    private final List<Attempt> attempts = new ArrayList<>();

    Round(Site site, StoredEvents events, Pages pages, Path installed) {
        this.site = site;
        this.events = events;
        this.pages = pages;
        this.installed = installed;
    }

    void start(Run run) throws IOException {
        var proxy = new FaultProxy(site.uri(), run.situation(), () -> {
            if (run.situation() == Situation.RATE_LIMITED) {
                site.exhaust(run.writeKey());
            }
        });
        var host = proxy.uri();
        var sending =
                switch (run.sdk().kind()) {
                    case NODE ->
                        NodeSending.start(
                                installed,
                                run.sdk(),
                                run.prefix(),
                                run.forDriver(host).toString());
                    case WEB -> pages.open(run, host);
                    case JAVA -> SegmentJava.start(run.calls(), host, run.writeKey());
                };
        attempts.add(new Attempt(run, proxy, sending));
    }

    /** Waits until every run has made its calls and seen one of its requests fail, and at least for a time. */
    void awaitFaults(Duration atLeast) {
        await().pollInSameThread()
                .pollDelay(atLeast)
                .atMost(atLeast.plus(DELIVERED_WITHIN))
                .until(() -> attempts.stream().allMatch(attempt -> attempt.isCalled() && attempt.proxy.faults() > 0));
    }

    /**
     * Waits until every run has delivered all that it will, and counts. One that did not in time is counted as it is.
     *
     * @param name in the ids of the events that mark the end
     */
    List<Tally> tallies(String name) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + DELIVERED_WITHIN.toNanos();
        await().pollInSameThread().atMost(DELIVERED_WITHIN.multipliedBy(2)).until(() -> {
            events.poll();
            return attempts.stream().allMatch(attempt -> attempt.isDone(events)) || System.nanoTime() > deadline;
        });
        events.awaitEnriched(site, name);
        var tallies = new ArrayList<Tally>();
        for (var attempt : attempts) {
            tallies.add(Tally.of(
                    attempt.run, events, attempt.sending.calling(), attempt.proxy.faults(), attempt.sending.said()));
        }
        return tallies;
    }

    @Override
    public void close() throws IOException {
        for (var attempt : attempts) {
            attempt.sending.close();
            attempt.proxy.close();
        }
    }

    private record Attempt(Run run, FaultProxy proxy, Sending sending) {
        boolean isCalled() {
            return sending.calling().isPresent();
        }

        private boolean isDelivered(StoredEvents events) {
            return events.of(run).size() >= run.calls().size() && events.copies(run) >= run.minCopies();
        }

        /** Those that lose events by design are done with the request that failed. */
        boolean isDone(StoredEvents events) {
            if (!isCalled()) {
                return sending.hasEnded();
            }
            return sending.hasEnded() || (run.loses() ? proxy.faults() > 0 : isDelivered(events));
        }
    }
}
