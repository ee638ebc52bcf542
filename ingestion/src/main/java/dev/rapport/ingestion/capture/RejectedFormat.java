package dev.rapport.ingestion.capture;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the original bytes of rejected events again, in the way that their adapter does: what a rejection has in {@code format}
 * before the first slash names it.
 */
public interface RejectedFormat {
    /** Before the first slash of a rejection's format. */
    String name();

    /**
     * The events, as they were first read.
     *
     * @param detail   behind the first slash of the format; empty without one
     * @param original whole, as sent
     * @param envelope what its batch said for all events, as {@link RawEvent#envelope}
     */
    List<? extends RawEvent> read(String detail, byte[] original, @Nullable ByteBuffer envelope);
}
