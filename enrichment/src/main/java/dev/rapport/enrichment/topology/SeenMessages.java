package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.read.Fingerprint;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SeenMessage;
import dev.rapport.schemas.id.ConflictId;
import dev.rapport.schemas.id.EventKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.state.WindowStore;

/**
 * What was seen under the message ids of every source. An id's sightings of half a week lie together, so that an id that
 * was never seen, as most are, costs a few lookups that a filter in memory answers, and no scan. See docs/adr/0037.
 */
final class SeenMessages {
    /** A message id seen again within this time of receipt changes nothing. */
    static final Duration WINDOW = Duration.ofDays(7);
    /** Half the window: sightings that far from each other are at most two spans apart. */
    static final Duration SPAN = WINDOW.dividedBy(2);
    /** Sightings are found from this long ago: the window, and the span that it begins in. */
    static final Duration RETENTION = WINDOW.plus(SPAN);

    /** Events remembered under one message id; what goes beyond that is forwarded each time. */
    private static final int MAX_EVENTS = 100;

    /** Messages that go with a fragment, and bytes of what was seen of them: it must fit into a record. */
    private static final int MAX_MOVED = 500;

    private static final int MAX_MOVED_BYTES = 200_000;

    private static final int ENTRY = Long.BYTES + Fingerprint.LENGTH;
    private static final byte[] NONE = {};

    enum Sighting {
        FIRST,
        DUPLICATE,
        CONFLICT
    }

    private final WindowStore<String, byte[]> store;
    private final EventKeys keys;
    private final BiPredicate<Fingerprint, Fingerprint> same;

    private SeenMessages(
            WindowStore<String, byte[]> store, EventKeys keys, BiPredicate<Fingerprint, Fingerprint> same) {
        this.store = store;
        this.keys = keys;
        this.same = same;
    }

    /**
     * Of senders: what is sent again says the same, and its ids do not contradict those before.
     *
     * @param keys hash what a message is known by: no key holds what a sender wrote, see docs/adr/0077
     */
    static SeenMessages ofSenders(WindowStore<String, byte[]> store, EventKeys keys) {
        return new SeenMessages(store, keys, Fingerprint::isOfSameEvent);
    }

    /** Of customers, where it is known that different ids are of one person: what is sent again says the same. */
    static SeenMessages ofCustomers(WindowStore<String, byte[]> store, EventKeys keys) {
        return new SeenMessages(store, keys, (one, other) -> one.body() == other.body());
    }

    /**
     * What an event is to those before it; it is remembered from now on.
     *
     * @param customerId of whom; empty for all senders
     */
    Sighting see(String customerId, ReadEvent event) {
        var id = id(customerId, event);
        var fingerprint = Fingerprint.read(event.getFingerprint().duplicate());
        var at = event.getReceivedAt();
        var own = span(at);
        var ofOwn = NONE;
        var others = 0;
        for (var span = own - 2; span <= own + 2; span++) {
            var found = span < 0 ? null : store.fetch(id, span * SPAN.toMillis());
            if (found == null) {
                continue;
            }
            if (span == own) {
                ofOwn = found;
            }
            for (var seen = ByteBuffer.wrap(found); seen.remaining() >= ENTRY; ) {
                var seenAt = seen.getLong();
                var before = Fingerprint.read(seen);
                if (Math.abs(seenAt - at) <= WINDOW.toMillis() && others < MAX_EVENTS) {
                    if (same.test(fingerprint, before)) {
                        return Sighting.DUPLICATE;
                    }
                    others++;
                }
            }
        }
        if (others < MAX_EVENTS) {
            store.put(id, with(ofOwn, at, fingerprint), own * SPAN.toMillis());
        }
        return others == 0 ? Sighting.FIRST : Sighting.CONFLICT;
    }

    /** Forgets the event that was seen last of all with its message id, so that it counts when it is sent again. */
    void forget(String customerId, ReadEvent event) {
        var id = scope(customerId) + key(event, capturedId(event));
        var start = span(event.getReceivedAt()) * SPAN.toMillis();
        var seen = store.fetch(id, start);
        if (seen != null && seen.length >= ENTRY) {
            store.put(id, Arrays.copyOf(seen, seen.length - ENTRY), start);
        }
    }

    /** What was seen of a customer, the latest {@link #MAX_MOVED} or so; a scan, for merges only. */
    List<SeenMessage> latest(String customerId) {
        var scope = scope(customerId);
        var messages = new ArrayList<SeenMessage>();
        try (var all = store.backwardFetch(scope, scope + '\uffff', 0, Long.MAX_VALUE)) {
            var bytes = 0;
            while (all.hasNext() && messages.size() < MAX_MOVED && bytes < MAX_MOVED_BYTES) {
                var one = all.next();
                bytes += one.value.length;
                messages.add(new SeenMessage(
                        one.key.key().substring(scope.length()),
                        one.key.window().start(),
                        ByteBuffer.wrap(one.value)));
            }
        }
        return messages;
    }

    /** Remembers of a customer what was seen of another one before they were merged. */
    void add(String customerId, SeenMessage message) {
        var id = scope(customerId) + message.getId();
        var here = store.fetch(id, message.getWindowStart());
        var both = new LinkedHashSet<ByteBuffer>();
        addTo(both, ByteBuffer.wrap(here == null ? NONE : here));
        addTo(both, message.getSightings().duplicate());
        var bytes = ByteBuffer.allocate(both.size() * ENTRY);
        both.forEach(bytes::put);
        store.put(id, bytes.array(), message.getWindowStart());
    }

    private static void addTo(Set<ByteBuffer> entries, ByteBuffer more) {
        while (more.remaining() >= ENTRY && entries.size() < MAX_EVENTS) {
            entries.add(more.slice(more.position(), ENTRY));
            more.position(more.position() + ENTRY);
        }
    }

    /** Of a customer, who may have sent it under an id that contradicts another one: the message id that it was captured under. */
    private String id(String customerId, ReadEvent event) {
        return scope(customerId) + key(event, customerId.isEmpty() ? event.getMessageId() : capturedId(event));
    }

    private String key(ReadEvent event, String messageId) {
        return keys.of(event.getSourceId() + '\0' + messageId);
    }

    private static String capturedId(ReadEvent event) {
        return ConflictId.captured(event.getMessageId()).orElse(event.getMessageId());
    }

    private static String scope(String customerId) {
        return customerId.isEmpty() ? "" : customerId + '\0';
    }

    /** Whether an event has an id of its own already. */
    static boolean isApart(ReadEvent event) {
        return ConflictId.captured(event.getMessageId()).isPresent();
    }

    /** Under an id of its own, so that those who come after do not take it for the other. */
    static ReadEvent apart(ReadEvent event) {
        if (isApart(event)) {
            return event;
        }
        var name = Fingerprint.read(event.getFingerprint().duplicate()).name();
        return ReadEvent.newBuilder(event)
                .setMessageId(ConflictId.of(event.getMessageId(), name))
                .build();
    }

    private static long span(long receivedAt) {
        return Math.floorDiv(receivedAt, SPAN.toMillis());
    }

    private static byte[] with(byte[] others, long at, Fingerprint fingerprint) {
        return ByteBuffer.allocate(others.length + ENTRY)
                .put(others)
                .putLong(at)
                .put(fingerprint.bytes())
                .array();
    }
}
