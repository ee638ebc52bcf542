package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.LetterPartition;
import dev.rapport.ingestion.letters.Range;
import dev.rapport.ingestion.letters.WaitingCount;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.runtime.wait.Pause;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the letters that were not sent again, by application and kind, on a thread of its own: a bit a letter, read once and
 * then what came since. Deleted ones leave the count.
 */
final class WaitingLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingLetters.class);
    private static final GaugeMeter WAITING = GaugeMeter.of(
            "rapport.dead.letters.waiting",
            "letters",
            "Rejections and dead letters of the last 90 days that were not sent again, by the application that put them"
                    + " aside; brought up to date every 30 seconds.",
            "application",
            "kind");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int CHUNK = 5_000;

    private final KafkaConnection kafka;
    private final LetterReader reader;
    private final RedriveLog log;
    private final MeterRegistry meters;
    private final Pause pause = new Pause();
    private final Thread thread = new Thread(this::run, "rapport-waiting-letters");
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final WaitingCount waiting = new WaitingCount();
    private final Map<WaitingCount.Group, AtomicLong> counts = new ConcurrentHashMap<>();
    private boolean isStale;

    WaitingLetters(KafkaConnection kafka, LetterReader reader, RedriveLog log, MeterRegistry meters) {
        this.kafka = kafka;
        this.reader = reader;
        this.log = log;
        this.meters = meters;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                update();
            } while (!pause.await(INTERVAL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void update() {
        try (var topics = LetterTopics.open(kafka)) {
            log.refresh();
            for (var part : topics.letters(Optional.empty(), Optional.empty()).parts()) {
                read(topics, part);
            }
            waiting.count(log.redriven()).forEach((group, sum) -> counts.computeIfAbsent(group, this::register)
                    .set(sum));
            isStale = false;
        } catch (RuntimeException e) {
            // Whatever it is, capture goes on, and the next round tries again.
            if (!isStale) {
                LOG.atWarn()
                        .addKeyValue("error", FailureLine.of(e))
                        .log("dead letters cannot be counted now; their gauge stays as it was");
            }
            isStale = true;
        }
    }

    private void read(LetterTopics topics, Cursor.Part part) {
        var partition = DeadLetters.partition(part);
        var place = new LetterPartition(part.topic(), part.partition());
        waiting.forgetBefore(place, part.range().from());
        log.redriven().forgetBefore(place, part.range().from());
        var from = Math.max(part.range().from(), next.getOrDefault(partition, 0L));
        while (from < part.range().to() && !pause.isEnded()) {
            var range = new Range(from, Math.min(part.range().to(), from + CHUNK));
            from = topics.read(partition, range, Long.MAX_VALUE, record -> waiting.add(reader.read(record)));
            next.put(partition, from);
        }
    }

    private AtomicLong register(WaitingCount.Group group) {
        var count = new AtomicLong();
        WAITING.follow(meters, count, AtomicLong::doubleValue, group.application(), group.kind());
        return count;
    }

    @Override
    public void close() {
        pause.end();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
