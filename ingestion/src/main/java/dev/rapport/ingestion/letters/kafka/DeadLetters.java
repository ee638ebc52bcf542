package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.LetterFilter;
import dev.rapport.ingestion.letters.kafka.LetterScan.Order;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Redrive;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/** Rejections and dead letters of the whole pipeline: looked through on request, and sent again. Thread-safe. */
public final class DeadLetters implements AutoCloseable {
    private final KafkaConnection kafka;
    private final LetterReader reader;
    private final RedriveLog log;
    private final Redriver redriver;
    private final RedriveOutcomes outcomes;
    private final WaitingLetters waiting;
    private final UnaryOperator<String> hash;

    /**
     * Makes no connection yet.
     *
     * @param hash   of identifiers
     * @param parts  how rejections reach capture again
     * @param meters show how many letters wait
     */
    public DeadLetters(
            KafkaConnection kafka,
            AvroSerdes serdes,
            UnaryOperator<String> hash,
            CaptureParts parts,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.hash = hash;
        this.reader = new LetterReader(serdes);
        this.log = new RedriveLog(kafka, serdes);
        this.redriver = new Redriver(kafka, log, parts, serdes);
        this.outcomes = new RedriveOutcomes(serdes);
        this.waiting = new WaitingLetters(kafka, reader, log, meters);
    }

    /**
     * A letter as it is listed.
     *
     * @param isRedriven whether it was sent again
     * @param note       how, as far as that is known
     */
    public record Listed(DeadLetter letter, boolean isRedriven, Optional<Redrive> note) {}

    /**
     * A letter as it is shown.
     *
     * @param plan what would become of it if it was sent again now
     */
    public record Found(Listed listed, Redriven plan) {}

    /**
     * Some of a list.
     *
     * @param rest where to go on
     */
    public record Page(List<Listed> letters, Cursor rest, int examined) {}

    /**
     * Some of what was sent again.
     *
     * @param rest where to go on
     */
    public record Batch(List<Redriven> letters, Cursor rest) {}

    /** The newest letters that are wanted, without their bytes; a page may be short and still have a rest. */
    public Page newest(LetterFilter filter, Optional<Cursor> from, int limit) {
        try (var topics = LetterTopics.open(kafka)) {
            log.refresh();
            var start = start(topics, filter, from);
            var page = scan(topics, filter, Order.NEWEST_FIRST).page(start, limit);
            return new Page(page.letters().stream().map(this::listed).toList(), page.rest(), page.examined());
        }
    }

    private Listed listed(DeadLetter letter) {
        var redriven = log.redriven();
        return new Listed(letter, redriven.contains(letter.id()), redriven.note(letter.id()));
    }

    /** One letter with its bytes, and whether it can be sent again at a time. */
    public Optional<Found> find(LetterId id, Instant now) {
        if (!LetterReader.isLetterTopic(id.topic())) {
            return Optional.empty();
        }
        try (var topics = LetterTopics.open(kafka)) {
            log.refresh();
            return topics.find(id).map(reader::read).map(letter -> {
                var wish = new Redriver.Wish("", now, false);
                return new Found(
                        listed(letter), redriver.plan(List.of(letter), wish).get(0));
            });
        }
    }

    /** Sends the oldest letters that are wanted again, those up to the first call only. */
    public Batch redrive(LetterFilter filter, Optional<Cursor> from, int limit, RedriveWish wish) {
        try (var topics = LetterTopics.open(kafka)) {
            log.refresh();
            var start = start(topics, filter, from);
            var page = scan(topics, filter, Order.OLDEST_FIRST).page(start, limit);
            return new Batch(send(page.letters(), wish), page.rest());
        }
    }

    /** Sends these letters again, in this order; those that there are not are left out. */
    public List<Redriven> redrive(List<LetterId> ids, RedriveWish wish) {
        var letters = new ArrayList<DeadLetter>();
        try (var topics = LetterTopics.open(kafka)) {
            for (var id : ids) {
                if (LetterReader.isLetterTopic(id.topic())) {
                    topics.find(id).map(reader::read).ifPresent(letters::add);
                }
            }
        }
        return send(letters, wish);
    }

    /** What became of all that was sent again since a time. */
    public RedriveOutcomes.Report outcomes(Instant since, Optional<Cursor> from) {
        try (var topics = LetterTopics.open(kafka)) {
            return outcomes.since(topics, since, from);
        }
    }

    private static Cursor start(LetterTopics topics, LetterFilter filter, Optional<Cursor> from) {
        return from.map(cursor -> cursor.only(LetterReader::isLetterTopic))
                .orElseGet(() -> topics.letters(filter.since(), filter.until()));
    }

    private List<Redriven> send(List<DeadLetter> letters, RedriveWish wish) {
        var asked = new Redriver.Wish(wish.by(), wish.at(), wish.includeExpired());
        return wish.dryRun() || letters.isEmpty() ? redriver.plan(letters, asked) : redriver.redrive(letters, asked);
    }

    /** A cursor comes from outside: it reads no other topics. */
    private LetterScan scan(LetterTopics topics, LetterFilter filter, Order order) {
        return new LetterScan(
                topics, reader, letter -> filter.matches(letter, log.redriven().contains(letter.id()), hash), order);
    }

    static TopicPartition partition(Cursor.Part part) {
        return new TopicPartition(part.topic(), part.partition());
    }

    /** Begins to count those that wait. */
    public void start() {
        waiting.start();
    }

    @Override
    public void close() {
        waiting.close();
        log.close();
    }
}
