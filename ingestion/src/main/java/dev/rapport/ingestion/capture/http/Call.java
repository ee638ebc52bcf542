package dev.rapport.ingestion.capture.http;

import dev.rapport.schemas.EventType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls of Segment's HTTP API. */
enum Call {
    IDENTIFY(EventType.IDENTIFY, "i"),
    TRACK(EventType.TRACK, "t"),
    PAGE(EventType.PAGE, "p"),
    SCREEN(EventType.SCREEN, "s"),
    GROUP(EventType.GROUP, "g"),
    ALIAS(EventType.ALIAS, "a"),
    BATCH(EventType.UNKNOWN, "b"),
    /** What older server libraries call a batch. */
    IMPORT(EventType.UNKNOWN, "import");

    private static final String ROOT = "/v1/";
    /** Where RudderStack's web SDK sends its beacons. */
    private static final String BEACONS = "/beacon/v1/batch";

    private final EventType type;
    private final String shortPath;

    Call(EventType type, String shortPath) {
        this.type = type;
        this.shortPath = shortPath;
    }

    /** Kind of its one event; empty where every event of a batch says its own. */
    Optional<EventType> type() {
        return type == EventType.UNKNOWN ? Optional.empty() : Optional.of(type);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The long path, the short one where it has one, and that of beacons. */
    List<String> paths() {
        var beacons = this == BATCH ? Stream.of(BEACONS) : Stream.<String>empty();
        return Stream.concat(Stream.of(ROOT + label(), ROOT + shortPath), beacons)
                .distinct()
                .toList();
    }
}
