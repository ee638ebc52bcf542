package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Work;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.CapturedEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * A topology that keeps its state from turn to turn: it is told of all customers first, then each turn gives it events of its own
 * input topic while it is paused, and measures how fast it processes them. One that is paused costs next to nothing, so several
 * can take turns.
 */
final class SteadyWork implements Work, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    /** Before anything counts: until then most of the time goes into compiling. */
    private static final int WARM_UP = 200_000;

    private static final int FIRST_TURN = 20_000;
    private static final int MAX_TURN = 400_000;

    private final String application;
    private final String input;
    private final ProfiledEvents events;
    private final StreamsRunner runner;
    private final Progress enriched;
    private final KafkaProducer<String, CapturedEvent> producer;
    private final CpuCost cpu = new CpuCost();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private long written;
    private long turn = FIRST_TURN;

    private SteadyWork(
            String application,
            String input,
            ProfiledEvents events,
            StreamsRunner runner,
            Progress enriched,
            KafkaProducer<String, CapturedEvent> producer) {
        this.application = application;
        this.input = input;
        this.events = events;
        this.runner = runner;
        this.enriched = enriched;
        this.producer = producer;
    }

    /**
     * Starts a topology, waits until it knows all customers of the events, and warms it up; it is paused then.
     *
     * @param input topic that it alone reads; must exist
     * @param output topic to which it writes a record for each of the input
     */
    static SteadyWork start(
            BenchmarkKafka kafka,
            String application,
            Function<AvroSerdes, Topology> topology,
            String input,
            String output,
            ProfiledEvents events)
            throws InterruptedException {
        var services = kafka.services();
        var runner = new StreamsRunner(
                application,
                topology.apply(services.serdes()),
                services.kafka(),
                new StreamsTuning(1, TopologyWork.COMMIT_INTERVAL, kafka.stateDir()),
                services.meters().registry());
        var producer = new KafkaProducer<>(
                services.kafka().producer("bench-load"),
                new StringSerializer(),
                services.serdes().<CapturedEvent>serializer());
        var started = new SteadyWork(
                application, input, events, runner, new WrittenRecords(services.kafka(), output), producer);
        runner.start(started.failure::set);
        started.work(events.customers(), events::introduction);
        started.work(Math.max(FIRST_TURN, WARM_UP - events.customers()), events::next);
        return started;
    }

    @Override
    public double unitsPerSecond(Duration time) throws InterruptedException {
        var done = work((int) turn, events::next);
        if (done.events() == 0) {
            throw new BenchmarkException(application + " did everything in one commit; measure for longer");
        }
        cpu.add(done.cpuNanos(), done.events());
        turn = Math.max(FIRST_TURN, Math.min(MAX_TURN, (long) (done.perSecond() * time.toNanos() / 1e9)));
        return done.perSecond();
    }

    /** What turns cost. */
    CpuCost cpu() {
        return cpu;
    }

    /** Under which names Kafka knows it. */
    ChangelogBytes.Reader reader() {
        return new ChangelogBytes.Reader(application, input);
    }

    @Override
    public void close() {
        runner.close();
        enriched.close();
        producer.close();
    }

    private Done work(int count, LongFunction<CapturedEvent> event) throws InterruptedException {
        // What the turns of others wrote to the same output is not counted.
        var before = enriched.done();
        for (var last = -1L; before > last; before = enriched.done()) {
            last = before;
        }
        for (var i = 0; i < count; i++) {
            var next = event.apply(written++);
            var unused = producer.send(
                    new ProducerRecord<>(input, String.valueOf(next.getAnonymousId()), next),
                    (metadata, error) -> failure.compareAndSet(null, error));
        }
        producer.flush();
        runner.streams().resume();
        try {
            return await(before, before + count);
        } finally {
            runner.streams().pause();
        }
    }

    /** What was done from the first commit that was seen to the last. */
    private record Done(long events, long nanos, long cpuNanos) {
        double perSecond() {
            return events / (nanos / 1e9);
        }
    }

    private Done await(long before, long end) throws InterruptedException {
        var first = before;
        var firstAt = System.nanoTime();
        var firstCpu = 0L;
        var last = before;
        var lastAt = firstAt;
        var lastCpu = 0L;
        while (last < end) {
            var done = enriched.done();
            var now = System.nanoTime();
            var reason = failure.get();
            if (reason != null) {
                throw new BenchmarkException(application + " failed: " + reason.getMessage(), reason);
            }
            if (done > last) {
                last = done;
                lastAt = now;
                lastCpu = CpuCost.now();
                if (first == before) {
                    first = done;
                    firstAt = now;
                    firstCpu = lastCpu;
                }
            } else if (now - lastAt > TIMEOUT.toNanos()) {
                throw new BenchmarkException(
                        application + " stands still after " + (last - before) + " of " + (end - before) + " events");
            }
        }
        return new Done(last - first, lastAt - firstAt, lastCpu - firstCpu);
    }
}
