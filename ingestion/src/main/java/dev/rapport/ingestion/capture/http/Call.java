package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.segment.SegmentFormat;
import dev.rapport.runtime.http.Role;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.topic.Origin;
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
    IMPORT(EventType.UNKNOWN, "import"),
    /** A batch of what happened in the past, for those who operate the pipeline: docs/adr/0105. */
    HISTORY(EventType.UNKNOWN, "history");

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

    /** Who may send it: a write key is public, and what triggers nothing is not for everyone to say. */
    Role role() {
        return this == HISTORY ? Role.OPERATE : Role.CAPTURE;
    }

    /** How the bytes of its requests are read, for those that are rejected. */
    Origin origin() {
        return Origin.ofRequest(SegmentFormat.NAME + "/" + label());
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
