package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelAwayException;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's edge to Kafka: one thread that takes prompts, has them written, and publishes one reply for each as soon as
 * it is there. A prompt has exactly one reply that {@code read_committed} readers see, through crashes, rebalances and
 * workers that come back from the dead.
 */
public final class PromptStream implements AutoCloseable {
    /** Application id and consumer group. */
    public static final String GROUP = "rapport-inference";

    private static final Logger LOG = LoggerFactory.getLogger(PromptStream.class);
    /** Beside the time to drain: a transaction, and leaving the group. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private enum State {
        STARTING,
        RUNNING,
        WAITING_FOR_THE_MODEL,
        STOPPED,
        FAILED
    }

    private final StreamConfig config;
    private final StreamClients clients;
    private final StreamParts parts;
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private final ModelAbsence absence;
    private final Restarts restarts = new Restarts();
    private final Thread thread = new Thread(this::run, "rapport-inference-stream");
    private volatile State state = State.STARTING;
    private volatile Consumer<Throwable> onFailure = error -> {};

    PromptStream(StreamConfig config, StreamClients clients, StreamParts parts) {
        this.config = config;
        this.clients = clients;
        this.parts = parts;
        this.absence = new ModelAbsence(parts.composer()::ask, stopping);
    }

    /**
     * Nothing runs yet.
     *
     * @param composer its generator stays the caller's to close, after this
     * @param gate     asked about every reply right before it is published
     */
    public static PromptStream of(
            StreamConfig config,
            ReplyComposer composer,
            PublishGate gate,
            KafkaConnection kafka,
            AvroSerdes serdes,
            MeterRegistry registry) {
        var parts = new StreamParts(composer, new RecordCodec(gate, serdes), new StreamMeters(registry));
        return new PromptStream(config, StreamClients.of(kafka, config), parts);
    }

    /** @param onFailure told once, on the stream's thread, of an error that only a restart of the process can heal */
    public void start(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        thread.start();
    }

    /** Ready while it is in the group and takes prompts, not while its model is away; not live once it has failed. */
    public Health health() {
        var now = state;
        return new Health(
                now != State.FAILED,
                now == State.RUNNING,
                "prompt stream is " + now.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** Publishes what is finished in the time to drain, leaves the group, and ends the thread. */
    @Override
    public void close() {
        stopping.complete(null);
        try {
            thread.join(config.drain().plus(STOP).toMillis());
            if (thread.isAlive()) {
                LOG.atWarn().log("the prompt stream did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping.isDone()) {
                workWithTheseClients();
            }
            state = State.STOPPED;
        } catch (RuntimeException | Error e) {
            state = State.FAILED;
            LOG.atError().addKeyValue("error", e.toString()).log("prompt stream stopped");
            LOG.atDebug().log("why it stopped", e);
            onFailure.accept(e);
        }
    }

    /** A process that was frozen must not end because Kafka took it for dead. */
    private void workWithTheseClients() {
        try {
            workWhileTheModelIsThere();
        } catch (RuntimeException e) {
            var delay = restarts.after(e, Instant.now());
            if (delay.isEmpty() || stopping.isDone()) {
                throw e;
            }
            state = State.STARTING;
            parts.meters().restarted();
            LOG.atWarn().addKeyValue("error", e.toString()).log("the prompt stream is opened again");
            LOG.atDebug().log("why it is", e);
            pause(delay.get());
        }
    }

    private void pause(Duration time) {
        var over = new CompletableFuture<Void>().completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture.anyOf(over, stopping).join();
    }

    /** A model elsewhere that is away must not take down what else is in this process: its prompts wait. */
    private void workWhileTheModelIsThere() {
        try {
            work();
        } catch (ModelException e) {
            if (!(e.getCause() instanceof ModelAwayException)) {
                throw e;
            }
            state = State.WAITING_FOR_THE_MODEL;
            LOG.atError().addKeyValue("error", e.getMessage()).log("the model is away: prompts wait until it answers");
            absence.await();
            LOG.atInfo().log("the model is back");
        }
    }

    private void work() {
        try (var loop = new StreamLoop(config, clients, parts)) {
            while (!stopping.isDone()) {
                restarts.turn(Instant.now());
                loop.turn();
                if (loop.isMember()) {
                    state = State.RUNNING;
                }
                if (loop.hasAnswered()) {
                    absence.over();
                }
            }
            loop.drain();
        }
    }
}
