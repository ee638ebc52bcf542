package dev.rapport.ingestion.letters;

import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Cause;
import dev.rapport.runtime.deadletter.DeadLetter.Kind;
import dev.rapport.runtime.deadletter.DeadLetter.Original;
import dev.rapport.runtime.deadletter.DeadLetter.Sender;
import dev.rapport.runtime.deadletter.DeadLetter.Source;
import dev.rapport.runtime.deadletter.LetterId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Letters of tests. */
final class Letters {
    static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    private Letters() {}

    /** A record of a topic that enrichment failed on. */
    static DeadLetter deadLetter(@Nullable String topic, boolean truncated) {
        return new DeadLetter(
                new LetterId("rapport-enrichment.dlq.v1", 0, 7),
                NOW,
                Kind.DEAD_LETTER,
                new Cause("rapport-enrichment", "processing", "IllegalStateException", "a Bug"),
                new Source(topic, 3, 41),
                Sender.UNKNOWN,
                original("{}", truncated));
    }

    /** One that is elsewhere. */
    static DeadLetter at(LetterId id) {
        var letter = deadLetter("rapport.prompts.v1", false);
        return new DeadLetter(
                id, letter.at(), letter.kind(), letter.cause(), letter.source(), letter.sender(), letter.original());
    }

    /** A rejection of a source's record. */
    static DeadLetter ofRecord(String topic) {
        var letter = rejection("topic", "{}");
        return new DeadLetter(
                letter.id(),
                letter.at(),
                letter.kind(),
                letter.cause(),
                new Source(topic, 1, 12, "topic", NOW.minusSeconds(70)),
                letter.sender(),
                letter.original());
    }

    /** A rejection of capture. */
    static DeadLetter rejection(String format, String body) {
        return new DeadLetter(
                new LetterId("rapport.events.rejected.v1", 2, 9),
                NOW,
                Kind.REJECTION,
                new Cause("rapport-ingestion", "capture", "MISSING_IDS", "userId is missing"),
                new Source(null, -1, -1, format, null),
                new Sender("shop", "m-1", NOW.minusSeconds(60), null),
                original(body, false));
    }

    @SuppressWarnings("NullAway") // It does not see that an array of another module's record may be null.
    private static Original original(String body, boolean truncated) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Original(
                "hash of ann".getBytes(StandardCharsets.UTF_8), bytes, null, List.of(), bytes.length, truncated);
    }
}
