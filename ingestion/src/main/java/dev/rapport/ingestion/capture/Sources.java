package dev.rapport.ingestion.capture;

import java.util.Optional;

/** The sources that events are taken from, as they are configured now. Thread-safe. */
@FunctionalInterface
public interface Sources {
    /** A write key that is valid now; empty when it is not. */
    Optional<WriteKey> find(String writeKey);
}
