package dev.rapport.ingestion.capture.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether the texts in a piece of JSON can be kept as they are, from its bytes: what {@link UnicodeRepair} finds out from
 * parsed texts, without parsing. In doubt the answer is no; it is never yes for a text that needs repair.
 */
final class PlainText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int BLOCK = Long.BYTES;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BACKSLASHES = LOW_BITS * '\\';

    private static final int ESCAPE_LENGTH = 6;

    private PlainText() {}

    /**
     * @param json  bytes that a parser takes as JSON
     * @param start of the piece
     * @param end   of the piece, exclusive
     */
    static boolean isCertain(byte[] json, int start, int end) {
        var at = start;
        while (at < end) {
            if (at + BLOCK <= end && isAsciiWithoutEscape((long) LONGS.get(json, at))) {
                at += BLOCK;
                continue;
            }
            var length = lengthOfValid(json, at, end);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static boolean isAsciiWithoutEscape(long block) {
        var different = block ^ BACKSLASHES;
        return (block & HIGH_BITS) == 0 && ((different - LOW_BITS) & ~different & HIGH_BITS) == 0;
    }

    /** Bytes of the character or escape sequence at a place; 0 where it may be one that no text must hold. */
    private static int lengthOfValid(byte[] json, int at, int end) {
        var first = json[at] & 0xFF;
        if (first == '\\') {
            return lengthOfEscape(json, at, end);
        }
        if (first < 0x80) {
            return 1;
        }
        // Two bytes less than 0xC2, and 0xE0 and 0xF0 with a small second byte, are long forms of other characters, NUL
        // among them; 0xED with a large one is half of a surrogate pair.
        var second = at + 1 < end ? json[at + 1] & 0xFF : 0;
        if (first < 0xC2 || first > 0xF3 || (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0)) {
            return 0;
        }
        if (first == 0xF0 && second < 0x90) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static int lengthOfEscape(byte[] json, int at, int end) {
        if (at + 1 < end && json[at + 1] != 'u') {
            return 2;
        }
        if (at + ESCAPE_LENGTH > end || isNul(json, at + 2)) {
            return 0;
        }
        if (!isBetween(json, at + 2, '8', 'f')) {
            return ESCAPE_LENGTH;
        }
        var isPair = isBetween(json, at + 2, '8', 'b')
                && at + 2 * ESCAPE_LENGTH <= end
                && json[at + ESCAPE_LENGTH] == '\\'
                && json[at + ESCAPE_LENGTH + 1] == 'u'
                && isBetween(json, at + ESCAPE_LENGTH + 2, 'c', 'f');
        return isPair ? 2 * ESCAPE_LENGTH : 0;
    }

    private static boolean isNul(byte[] json, int digits) {
        return json[digits] == '0' && json[digits + 1] == '0' && json[digits + 2] == '0' && json[digits + 3] == '0';
    }

    /** Whether four hexadecimal digits begin with D and a digit between two others. */
    private static boolean isBetween(byte[] json, int digits, char low, char high) {
        var value = Character.digit(json[digits + 1], 16);
        return Character.digit(json[digits], 16) == 0xD
                && value >= Character.digit(low, 16)
                && value <= Character.digit(high, 16);
    }
}
