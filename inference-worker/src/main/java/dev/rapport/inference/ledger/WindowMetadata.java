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
 * @param attemptsLow lower bit of the number of attempts at an unfinished offset
 * @param attemptsHigh its higher bit
 */
record WindowMetadata(BitSet finished, BitSet attemptsLow, BitSet attemptsHigh) {
    /** Bits that surely fit in what Kafka takes by default, 4,096 characters. */
    static final int MAX_BITS = 8_000;
    /** What two bits can count to. */
    static final int MAX_ATTEMPTS = 3;

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
        if (finished.isEmpty() && attemptsLow.isEmpty() && attemptsHigh.isEmpty()) {
            return "";
        }
        var first = finished.toByteArray();
        var second = attemptsLow.toByteArray();
        var third = attemptsHigh.toByteArray();
        var bytes = ByteBuffer.allocate(2 * Short.BYTES + first.length + second.length + third.length)
                .putShort((short) first.length)
                .put(first)
                .putShort((short) second.length)
                .put(second)
                .put(third);
        return VERSION + Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    int attempts(int bit) {
        return (attemptsLow.get(bit) ? 1 : 0) + (attemptsHigh.get(bit) ? 2 : 0);
    }

    void attempts(int bit, int count) {
        attemptsLow.set(bit, (count & 1) != 0);
        attemptsHigh.set(bit, (count & 2) != 0);
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
