package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.Rejection;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.letters.Route;
import dev.rapport.ingestion.letters.Routes;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.Redrive;
import dev.rapport.schemas.RedriveOutcome;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends letters again, each once: in one transaction with the note that it was. One call at a time. */
final class Redriver {
    private static final Logger LOG = LoggerFactory.getLogger(Redriver.class);

    private final KafkaConnection kafka;
    private final Routes routes;
    private final RedriveLog log;
    private final CaptureParts parts;
    private final Serializer<Redrive> redrives;

    Redriver(KafkaConnection kafka, RedriveLog log, CaptureParts parts, AvroSerdes serdes) {
        this.kafka = kafka;
        this.routes = new Routes(parts.formats(), new ReadRecords(parts));
        this.log = log;
        this.parts = parts;
        this.redrives = serdes.serializer();
    }

    /**
     * Who asks for what.
     *
     * @param by             for the note
     * @param at             now
     * @param includeExpired also those of which duplicates are not recognised any more
     */
    record Wish(String by, Instant at, boolean includeExpired) {}

    /** What would become of the letters. */
    List<Redriven> plan(List<DeadLetter> letters, Wish wish) {
        log.refresh();
        return letters.stream()
                .map(letter -> {
                    var route = route(letter, wish);
                    return route instanceof Route.Refused refused
                            ? Redriven.refused(letter, refused.refusal())
                            : new Redriven(letter, route.topic(), null, Optional.empty());
                })
                .toList();
    }

    /**
     * Sends the letters again, in their order.
     *
     * @throws RuntimeException when Kafka did not take all of them: then none is sent
     */
    synchronized List<Redriven> redrive(List<DeadLetter> letters, Wish wish) {
        try (var producer = RedriveProducer.open(kafka)) {
            // After the fence, so that nothing can be added that it does not see.
            log.refresh();
            producer.beginTransaction();
            try {
                var redriven = new Transaction(producer, wish).send(letters);
                producer.commitTransaction();
                log.refresh();
                LOG.atInfo()
                        .addKeyValue("by", wish.by())
                        .addKeyValue("letters", letters.size())
                        .addKeyValue(
                                "sent",
                                redriven.stream()
                                        .filter(one -> one.outcome() != null)
                                        .count())
                        .log("dead letters were sent again");
                return redriven;
            } catch (RuntimeException e) {
                producer.abortTransaction();
                throw e instanceof CompletionException && e.getCause() instanceof SinkUnavailableException away
                        ? away
                        : e;
            }
        }
    }

    private Route route(DeadLetter letter, Wish wish) {
        if (log.redriven().contains(letter.id())) {
            return new Route.Refused(Route.Refusal.ALREADY_REDRIVEN);
        }
        try {
            return routes.of(letter, wish.at(), wish.includeExpired());
        } catch (KafkaException | SchemaRegistryException away) {
            throw away;
        } catch (RuntimeException bug) {
            return failed(letter, bug);
        }
    }

    /** A mistake in our own code at one letter must not keep the others. */
    private static Route failed(DeadLetter letter, RuntimeException bug) {
        LOG.atError()
                .addKeyValue("letterId", letter.id())
                .addKeyValue("error", bug.getClass().getName())
                .log("a dead letter cannot be read again");
        // Its message may quote the letter.
        LOG.debug("why it cannot", bug);
        return new Route.Refused(Route.Refusal.FAILED);
    }

    /** One transaction. */
    private final class Transaction {
        private final Producer<Object, byte[]> producer;
        private final Wish wish;
        private final KafkaEventSink sink;
        private final List<CompletableFuture<?>> stored = new ArrayList<>();
        /** Records of sources that were sent again, and whether nothing of them was rejected. */
        private final Map<String, Boolean> taken = new HashMap<>();

        @SuppressWarnings("unchecked") // Its serializer takes any key.
        Transaction(Producer<Object, byte[]> producer, Wish wish) {
            this.producer = producer;
            this.wish = wish;
            this.sink = parts.sinks().apply((Producer<String, byte[]>) (Producer<?, byte[]>) producer);
            sink.open();
        }

        List<Redriven> send(List<DeadLetter> letters) {
            var redriven = new ArrayList<Redriven>();
            var seen = new HashSet<>();
            for (var letter : letters) {
                var route =
                        seen.add(letter.id()) ? route(letter, wish) : new Route.Refused(Route.Refusal.ALREADY_REDRIVEN);
                redriven.add(sent(letter, route));
            }
            producer.flush();
            stored.forEach(CompletableFuture::join);
            return redriven;
        }

        private Redriven sent(DeadLetter letter, Route route) {
            if (route instanceof Route.Refused refused) {
                return Redriven.refused(letter, refused.refusal());
            }
            try {
                return send(letter, route);
            } catch (KafkaException | SchemaRegistryException | SinkUnavailableException | CompletionException away) {
                throw away;
            } catch (RuntimeException bug) {
                return sent(letter, failed(letter, bug));
            }
        }

        private Redriven send(DeadLetter letter, Route route) {
            var outcome = isTaken(route) ? RedriveOutcome.SENT : RedriveOutcome.REJECTED;
            var note = new Redrive(letter.id().toString(), wish.at(), wish.by(), outcome, route.topic());
            var topic = Topics.REDRIVES.name();
            var unused =
                    producer.send(new ProducerRecord<>(topic, letter.id().toString(), redrives.serialize(topic, note)));
            return new Redriven(letter, route.topic(), outcome, Optional.empty());
        }

        /** False when capture rejected it again, which makes a letter of its own. */
        private boolean isTaken(Route route) {
            if (route instanceof Route.Back back) {
                var record = new ProducerRecord<Object, byte[]>(back.topic(), back.key(), back.value());
                back.headers().forEach(header -> record.headers().add(header.name(), header.value()));
                var unused = producer.send(record);
                return true;
            }
            if (route instanceof Route.Captured captured) {
                var outcome = new CaptureOutcome.Captured(captured.event());
                stored.add(sink.store(List.of(outcome), captured.receipt().headers()));
                return true;
            }
            if (route instanceof Route.Taken record) {
                return taken.computeIfAbsent(record.record(), unused -> isTaken(record));
            }
            var again = (Route.Capture) route;
            var rejections = parts.capture().into(sink, again::messageId).take(again.events(), again.receipt());
            stored.add(rejections);
            // The checks are done when it returns; only the answer waits for Kafka.
            producer.flush();
            List<Rejection> broken = rejections.join();
            return broken.isEmpty();
        }

        private boolean isTaken(Route.Taken record) {
            stored.add(sink.store(record.outcomes(), record.headers()));
            return record.outcomes().stream().noneMatch(CaptureOutcome.Rejected.class::isInstance);
        }
    }
}
