package dev.rapport.inference.stream;

import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.wait.Pause;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's edge to Kafka: one thread that takes prompts, has them written, and publishes one reply for each as soon as
 * it is there. A prompt has exactly one reply that {@code read_committed} readers see, through crashes, rebalances and
 * zombie workers.
 */
public final class PromptStream implements AutoCloseable {
    /** Application id and consumer group. */
    public static final String GROUP = "rapport-inference";

    private static final Logger LOG = LoggerFactory.getLogger(PromptStream.class);
    /** Beside the time to drain: a transaction, and leaving the group. */
    private static final Duration STOP = Duration.ofSeconds(60);

    /** Where the stream is. It may move between the first three; the last two are final. */
    private enum State {
        STARTING,
        RUNNING,
        WAITING_FOR_THE_MODEL,
        STOPPED,
        FAILED;

        State to(State next) {
            if (this == STOPPED || this == FAILED) {
                throw new IllegalStateException("the prompt stream has ended, it is " + this);
            }
            return next;
        }

        Health health() {
            return new Health(
                    this != FAILED,
                    this == RUNNING,
                    "prompt stream is " + name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    /**
     * What the stream needs beside Kafka's clients.
     *
     * @param composer has prompts written
     * @param codec    reads prompts, writes outcomes
     * @param meters   counts
     */
    record Parts(ReplyComposer composer, RecordCodec codec, StreamMeters meters) {}

    private final StreamConfig config;
    private final StreamClients clients;
    private final Parts parts;
    private final ModelProbe probe;
    /** Ended when the stream stops. */
    private final Pause pause = new Pause();

    private final RestartPolicy restarts = new RestartPolicy();
    private final Thread thread = new Thread(this::run, "rapport-inference-stream");
    private volatile State state = State.STARTING;
    private volatile Consumer<Throwable> onFailure = error -> {};

    PromptStream(StreamConfig config, StreamClients clients, Parts parts) {
        this.config = config;
        this.clients = clients;
        this.parts = parts;
        this.probe = new ModelProbe(parts.composer()::probe);
    }

    /**
     * Nothing runs yet.
     *
     * @param composer its generator stays the caller's to close, after this
     * @param gate     checks every reply right before it is published
     */
    public static PromptStream of(
            StreamConfig config,
            ReplyComposer composer,
            PublishGate gate,
            KafkaConnection kafka,
            AvroSerdes serdes,
            MeterRegistry registry) {
        var parts = new Parts(composer, new RecordCodec(gate, serdes), new StreamMeters(registry));
        return new PromptStream(config, StreamClients.of(kafka, config), parts);
    }

    /** @param onFailure called once, on the stream's thread, with an error that only a restart of the process can heal */
    public void start(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        thread.start();
    }

    /** Ready while it is in the group and takes prompts, not while its model is unavailable; not live once it has failed. */
    public Health health() {
        return state.health();
    }

    /** Publishes what is finished in the time to drain, leaves the group, and ends the thread. */
    @Override
    public void close() {
        pause.end();
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
            while (!pause.isEnded()) {
                workWithTheseClients();
            }
            enter(State.STOPPED);
        } catch (RuntimeException | Error e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
    }

    private void fail(Throwable error) {
        enter(State.FAILED);
        LOG.atError().addKeyValue("error", error.toString()).log("prompt stream stopped");
        LOG.atDebug().log("why it stopped", error);
        onFailure.accept(error);
    }

    /** A process that was frozen must not end because Kafka removed it from the group. */
    private void workWithTheseClients() throws InterruptedException {
        try {
            workWhileTheModelIsAvailable();
        } catch (RuntimeException e) {
            var delay = restarts.after(e, Instant.now());
            if (delay.isEmpty() || pause.isEnded()) {
                throw e;
            }
            enter(State.STARTING);
            parts.meters().restarted();
            LOG.atWarn().addKeyValue("error", e.toString()).log("the prompt stream restarts with new Kafka clients");
            LOG.atDebug().log("why it restarts", e);
            pause.await(delay.get());
        }
    }

    /** An unavailable model must not end what else is in this process: its prompts wait. */
    private void workWhileTheModelIsAvailable() throws InterruptedException {
        try {
            work();
        } catch (ModelUnavailableException e) {
            enter(State.WAITING_FOR_THE_MODEL);
            LOG.atError()
                    .addKeyValue("error", e.getMessage())
                    .log("the model is unavailable: prompts wait until it answers");
            if (probe.awaitReady(pause)) {
                LOG.atInfo().log("the model answers again");
            }
        }
    }

    private void work() {
        try (var loop = new StreamLoop(config, clients, parts, probe)) {
            while (!pause.isEnded()) {
                restarts.heartbeat(Instant.now());
                loop.turn();
                if (loop.isMember()) {
                    enter(State.RUNNING);
                }
            }
            loop.drain();
        }
    }

    private void enter(State next) {
        state = state.to(next);
    }
}
