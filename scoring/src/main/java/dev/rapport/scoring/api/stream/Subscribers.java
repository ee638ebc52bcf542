package dev.rapport.scoring.api.stream;

import dev.rapport.runtime.http.Access;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.scoring.api.view.ApiJson;
import dev.rapport.scoring.api.view.MetricEventView;
import dev.rapport.scoring.api.view.ReplyView;
import dev.rapport.scoring.view.StreamEvent;
import dev.rapport.scoring.view.StreamEvent.MetricChanged;
import dev.rapport.scoring.view.StreamEvent.ReplyPublished;
import io.javalin.http.sse.SseClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribers of the event stream. A subscriber holds a thread only while it is written to; one that falls behind is dropped and
 * counted, so that it slows down no other. A comment every few seconds finds those that are gone. Thread-safe.
 */
public final class Subscribers implements AutoCloseable {
    static final int MAX_SUBSCRIBERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration IDLE_WRITER = Duration.ofSeconds(30);

    private static final CounterMeter DROPPED = CounterMeter.of(
            "rapport.scoring.stream.dropped",
            "subscribers",
            "Subscribers of the event stream that fell behind and were dropped.");
    private static final CounterMeter FAILED = CounterMeter.of(
            "rapport.scoring.stream.failed",
            "subscribers",
            "Subscribers of the event stream that could not be written to and were dropped.");
    private static final GaugeMeter SUBSCRIBED =
            GaugeMeter.of("rapport.scoring.stream.subscribers", "subscribers", "Subscribers of the event stream, now.");

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Counter dropped;
    private final Counter failed;
    /** Each subscriber has at most one task in it: no task is ever rejected, and none waits. */
    private final ThreadPoolExecutor writers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_WRITER.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), this::writer);

    private final ScheduledExecutorService heartbeat =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "scoring-stream-heartbeat"));
    private volatile boolean closed;

    public Subscribers(MeterRegistry meters) {
        dropped = DROPPED.in(meters);
        failed = FAILED.in(meters);
        SUBSCRIBED.follow(meters, subscribers, Set::size);
        var unused = heartbeat.scheduleWithFixedDelay(
                () -> offer(Message.HEARTBEAT), HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Publishes to all; never waits. */
    public void publish(StreamEvent event) {
        if (!subscribers.isEmpty()) {
            offer(message(event));
        }
    }

    /** True while there is room for one more. */
    boolean hasRoom() {
        return !closed && subscribers.size() < MAX_SUBSCRIBERS;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Adds a client, or closes it where there is no room.
     *
     * @param access the subscription ends when it does
     */
    synchronized void add(SseClient client, Access access) {
        if (!hasRoom()) {
            client.close();
            return;
        }
        var subscriber = new Subscriber(client, access, writers);
        client.keepAlive();
        client.onClose(() -> subscribers.remove(subscriber));
        subscribers.add(subscriber);
        subscriber.offer(Message.GREETING);
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        closed = true;
        heartbeat.shutdownNow();
        subscribers.forEach(Subscriber::close);
        writers.shutdown();
    }

    private void offer(Message message) {
        subscribers.removeIf(subscriber -> {
            if (!subscriber.mayRead()) {
                subscriber.close();
                return true;
            }
            var isBehind = !subscriber.offer(message);
            if (isBehind) {
                dropped.increment();
                subscriber.close();
            }
            return isBehind;
        });
    }

    private static Message message(StreamEvent event) {
        if (event instanceof ReplyPublished published) {
            return Message.event("reply", ApiJson.text(ReplyView.of(published.reply())));
        }
        var changed = (MetricChanged) event;
        return Message.event("metric", ApiJson.text(MetricEventView.of(changed.row())));
    }

    private Thread writer(Runnable task) {
        var thread = daemon(task, "scoring-stream-writer");
        thread.setUncaughtExceptionHandler((writer, failure) -> {
            failed.increment();
            LOG.warn("a subscriber of the event stream cannot be written to and was dropped", failure);
        });
        return thread;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
