package dev.rapport.quickstart.demo;

import dev.rapport.quickstart.pipeline.Pipeline;
import dev.rapport.quickstart.report.ConversionLift;
import dev.rapport.quickstart.report.DemoReport;
import dev.rapport.quickstart.report.MetricTotals;
import dev.rapport.quickstart.report.Problem;
import dev.rapport.quickstart.report.Reconciliation;
import dev.rapport.quickstart.report.ScoringClient;
import dev.rapport.quickstart.report.TopicLedger;
import dev.rapport.quickstart.report.TopicTail;
import dev.rapport.quickstart.simulator.Catalogue;
import dev.rapport.quickstart.simulator.Population;
import dev.rapport.quickstart.simulator.Shopper;
import dev.rapport.quickstart.simulator.Simulation;
import dev.rapport.quickstart.simulator.Truth;
import dev.rapport.quickstart.traffic.TrafficSender;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Simulated traffic through a running pipeline. One loop on the caller's thread plays every part: the shop that sends
 * events, the delivery system that reads replies, and the auditor who reads all topics.
 */
public final class DemoRun implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(40);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);
    /** Without any new record for so long, waiting longer is of no use. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private static final Duration MAX_DRAIN = Duration.ofMinutes(5);

    /**
     * What the demo found.
     *
     * @param report     the figures
     * @param reconciled whether everything is accounted for
     * @param firstReplyAt when Kafka took the first reply, if there is one
     */
    public record Outcome(DemoReport report, boolean reconciled, Optional<Instant> firstReplyAt) {}

    private final Clock clock;
    private final TopicLedger ledger = new TopicLedger();
    private final TopicTail tail;
    private final TrafficSender sender;
    private final ScoringClient scoring;
    private final List<Shopper> shoppers;
    private final Simulation simulation;
    private final Deliveries deliveries;
    private final Consumer<DemoStatus> listener;
    private final Instant start;
    private Optional<ConversionLift> lift = Optional.empty();
    private Instant nextStatus;

    /**
     * @param scoring  of the pipeline
     * @param listener told about once a second how far it is
     */
    public DemoRun(
            Pipeline pipeline,
            String writeKey,
            ScoringClient scoring,
            DemoPlan plan,
            Clock clock,
            Consumer<DemoStatus> listener) {
        this.clock = clock;
        this.listener = listener;
        this.tail = new TopicTail(pipeline.connection(), pipeline.serdes(), pipeline.deadLetterTopics(), ledger);
        this.sender = new TrafficSender(pipeline.url(), writeKey);
        this.scoring = scoring;
        this.shoppers = Population.of(plan.seed(), plan.customers(), plan.rate());
        tail.readToEnd();
        this.start = clock.instant();
        this.nextStatus = start;
        this.simulation = new Simulation(plan.seed(), plan.runId(), Catalogue.of(plan.seed()), shoppers, start);
        this.deliveries = new Deliveries(simulation);
    }

    /**
     * Sends traffic until told to stop, then waits until everything is accounted for, or nothing moves any more.
     *
     * @throws IOException when capture refuses to answer, or scoring does
     */
    public Outcome run(BooleanSupplier stop) throws IOException, InterruptedException {
        while (!stop.getAsBoolean()) {
            tick("running");
        }
        simulation.stop();
        var end = clock.instant();
        var problems = drain(end);
        var seconds = Math.max(0.001, Duration.between(start, end).toMillis() / 1000.0);
        var truth = Truth.of(deliveries.exposures(ledger, start), shoppers, end);
        var report = DemoReport.of(ledger, sender.traffic(seconds), scoring.experiments(), truth, problems);
        return new Outcome(report, problems.isEmpty(), ledger.firstReplyAt());
    }

    @Override
    public void close() {
        tail.close();
    }

    private void tick(String phase) throws IOException, InterruptedException {
        for (var reply : tail.poll(TICK)) {
            deliveries.deliver(reply, clock.instant());
        }
        var now = clock.instant();
        sender.add(simulation.advanceTo(now));
        sender.flush(now);
        if (!now.isBefore(nextStatus)) {
            nextStatus = now.plus(STATUS_EVERY);
            sender.forgetAccepted(ledger::isCaptured);
            report(phase, now);
        }
    }

    private void report(String phase, Instant now) throws IOException, InterruptedException {
        lift = ConversionLift.surest(scoring.experiments());
        listener.accept(new DemoStatus(
                phase,
                Duration.between(start, now),
                sender.sentCount(),
                ledger.replyCount(),
                ledger.conversionCount(),
                lift));
    }

    private List<Problem> drain(Instant from) throws IOException, InterruptedException {
        var records = -1L;
        var movedAt = from;
        var nextCheck = from;
        for (var now = from; now.isBefore(from.plus(MAX_DRAIN)); now = clock.instant()) {
            tick("draining");
            if (ledger.recordCount() != records) {
                records = ledger.recordCount();
                movedAt = now;
            }
            if (now.isBefore(nextCheck) || !simulation.idle() || !sender.idle()) {
                continue;
            }
            nextCheck = now.plus(CHECK_EVERY);
            var problems = problems(scoring.totals());
            if (problems.isEmpty() || now.isAfter(movedAt.plus(MAX_SILENCE))) {
                return problems;
            }
        }
        return problems(scoring.totals());
    }

    /** What is not accounted for now; what was never answered is not, whatever the topics say. */
    private List<Problem> problems(MetricTotals totals) {
        var problems = new ArrayList<>(Reconciliation.problems(ledger, sender.traffic(1), totals));
        if (!sender.idle()) {
            problems.add(new Problem("event was sent but never answered", sender.waitingCount(), List.of()));
        }
        return problems;
    }
}
