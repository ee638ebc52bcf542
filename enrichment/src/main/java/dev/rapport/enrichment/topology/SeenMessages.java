package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.read.Fingerprint;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.id.ConflictId;
import dev.rapport.schemas.id.EventKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
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

    private static final int ENTRY = Long.BYTES + Fingerprint.LENGTH;
    private static final byte[] NONE = {};

    enum Sighting {
        FIRST,
        DUPLICATE,
        CONFLICT
    }

    private final WindowStore<String, byte[]> store;
    private final EventKeys keys;

    /** @param keys hash what a message is known by: no key holds what a sender wrote, see docs/adr/0077 */
    SeenMessages(WindowStore<String, byte[]> store, EventKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** What an event is to those before it; it is remembered from now on. */
    Sighting see(ReadEvent event) {
        var id = keys.of(event.getSourceId() + '\0' + event.getMessageId());
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
                    if (fingerprint.isOfSameEvent(before)) {
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

    /** Under an id of its own, so that those who come after do not take it for the other. */
    static ReadEvent apart(ReadEvent event) {
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
