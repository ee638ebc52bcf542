package dev.rapport.runtime.kafka;

import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.runtime.wait.Deadline;
import dev.rapport.runtime.wait.Pause;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics on a thread of its own: the whole backlog first, then every record as it comes, partitions that are added
 * later included. While Kafka is away it waits, with backoff, and goes on where it was.
 */
public final class TopicFollower implements AutoCloseable {
    /** What is done with the records. Every method is called on the follower's thread. */
    public interface Subscriber {
        /**
         * Called before the first record, and again each time that reading starts over: what was received before comes
         * once more.
         *
         * @param reader may be moved, for example by {@link TopicReader#seekToLast}
         */
        default void onStart(TopicReader reader) {}

        /** @param isBacklog whether the record was there at the start; the key is null where the record has none */
        void onRecord(ConsumerRecord<String, byte[]> record, boolean isBacklog);

        /** Called once after each start, when the whole backlog has been received. */
        default void onCaughtUp() {}

        /**
         * Called for an error of Kafka that waiting does not heal, for every exception of this subscriber, and for errors
         * of the JVM.
         *
         * @return true to start over after a pause; false to end, which an {@link Error} does in any case
         */
        boolean onFailure(Throwable error);
    }

    /** What the subscriber threw: a retriable exception of Kafka, too, is a failure then, as its record has been read. */
    private static final class SubscriberException extends RuntimeException {
        private static final long serialVersionUID = 1;

        final RuntimeException error;

        SubscriberException(RuntimeException error) {
            super(error);
            this.error = error;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final KafkaConnection kafka;
    private final String clientId;
    private final List<String> topics;
    private final Subscriber subscriber;
    private final Pause pause = new Pause();
    private final Thread thread;
    private @Nullable TopicReader reader;
    private boolean caughtUp;
    private int failed;
    private final Deadline look = new Deadline();

    /**
     * Nothing is read before {@link #start}.
     *
     * @param clientId names the thread and Kafka's client, without the prefix {@code rapport-}
     */
    public TopicFollower(KafkaConnection kafka, String clientId, Collection<String> topics, Subscriber subscriber) {
        this.kafka = kafka;
        this.clientId = clientId;
        this.topics = List.copyOf(topics);
        this.subscriber = subscriber;
        this.thread = new Thread(this::run, "rapport-" + clientId);
        thread.setDaemon(true);
    }

    /** Begins to read; call it once. */
    public void start() {
        thread.start();
    }

    /** Ends the thread, after the record that it is at. */
    @Override
    public void close() {
        pause.end();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!pause.isEnded()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            subscriber.onFailure(e);
            throw e;
        } finally {
            closeReader();
        }
    }

    private void step() throws InterruptedException {
        try {
            read();
            failed = 0;
        } catch (RetriableException e) {
            LOG.atDebug()
                    .addKeyValue("topicName", topics)
                    .addKeyValue("error", FailureLine.of(e))
                    .log("topics cannot be read now");
            failed++;
            pause.await(BACKOFF, failed);
        } catch (SubscriberException e) {
            startOver(e.error);
        } catch (RuntimeException e) {
            startOver(e);
        }
    }

    private void startOver(RuntimeException error) throws InterruptedException {
        closeReader();
        if (!subscriber.onFailure(error)) {
            pause.end();
            return;
        }
        failed++;
        pause.await(BACKOFF, failed);
    }

    private void read() {
        var open = reader == null ? open() : reader;
        if (look.isOver()) {
            open.addPartitions();
            look.set(LOOK_FOR_PARTITIONS);
        }
        open.poll(POLL, record -> call(() -> subscriber.onRecord(record, open.isBacklog(record))));
        if (!caughtUp && open.isCaughtUp()) {
            caughtUp = true;
            call(subscriber::onCaughtUp);
        }
    }

    private static void call(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw new SubscriberException(e);
        }
    }

    private TopicReader open() {
        var opened = TopicReader.open(kafka, clientId, topics);
        reader = opened;
        caughtUp = false;
        look.set(LOOK_FOR_PARTITIONS);
        call(() -> subscriber.onStart(opened));
        return opened;
    }

    private void closeReader() {
        var open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
