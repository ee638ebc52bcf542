package dev.rapport.inference.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;

/**
 * The state of a window as text for the metadata of a committed offset: {@code 1.} and, in base 64, three bit sets, each but
 * the last after its length in bytes (two bytes, big-endian). Bit {@code n} is about the committed offset plus {@code n}.
 * Nothing at all when no bit is set, as a commit without metadata is read.
 *
 * @param finished    offsets that have a visible outcome
 * @param startedOnce lower bit of how often an unfinished offset was started
 * @param startedMore higher bit of that
 */
record WindowMetadata(BitSet finished, BitSet startedOnce, BitSet startedMore) {
    /** Bits that surely fit in what Kafka takes by default, 4,096 characters. */
    static final int MOST_BITS = 8_000;
    /** What two bits can count to. */
    static final int MOST_STARTS = 3;

    private static final String VERSION = "1.";
    private static final int SHOWN = 12;

    static WindowMetadata empty() {
        return new WindowMetadata(new BitSet(), new BitSet(), new BitSet());
    }

    /** @throws UnreadableOffsetException when it is not of this form */
    static WindowMetadata decode(String text) {
        if (text.isEmpty()) {
            return empty();
        }
        if (!text.startsWith(VERSION)) {
            throw unreadable(text);
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(VERSION.length())));
            return new WindowMetadata(next(bytes), next(bytes), BitSet.valueOf(bytes));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw unreadable(text);
        }
    }

    String encode() {
        if (finished.isEmpty() && startedOnce.isEmpty() && startedMore.isEmpty()) {
            return "";
        }
        var first = finished.toByteArray();
        var second = startedOnce.toByteArray();
        var third = startedMore.toByteArray();
        var bytes = ByteBuffer.allocate(2 * Short.BYTES + first.length + second.length + third.length)
                .putShort((short) first.length)
                .put(first)
                .putShort((short) second.length)
                .put(second)
                .put(third);
        return VERSION + Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    int starts(int bit) {
        return (startedOnce.get(bit) ? 1 : 0) + (startedMore.get(bit) ? 2 : 0);
    }

    void starts(int bit, int count) {
        startedOnce.set(bit, (count & 1) != 0);
        startedMore.set(bit, (count & 2) != 0);
    }

    private static BitSet next(ByteBuffer bytes) {
        var set = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(set);
        return BitSet.valueOf(set);
    }

    private static UnreadableOffsetException unreadable(String text) {
        var start = text.substring(0, Math.min(SHOWN, text.length()));
        return new UnreadableOffsetException("offset metadata \"" + start + "\" of " + text.length()
                + " characters is not of a form that this version reads; run the version that wrote it, or commit the same"
                + " offset without metadata, which may answer some prompts above it twice");
    }
}
