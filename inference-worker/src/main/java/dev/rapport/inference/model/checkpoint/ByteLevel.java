package dev.rapport.inference.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How byte-level BPE spells bytes: printable ones of Latin-1 as themselves, the others, in their order, as the characters
 * from U+0100 on.
 */
public final class ByteLevel {
    private static final int FIRST_SUBSTITUTE = 0x100;
    private static final int BYTES = 256;
    private static final int[] BYTE_OF = byteOf();
    private static final char[] SPELLING = spelling();

    private ByteLevel() {}

    /** The spelling of a text's UTF-8; a space is Ġ. */
    public static String spell(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var spelled = new StringBuilder(bytes.length);
        for (var b : bytes) {
            spelled.append(SPELLING[b & 0xff]);
        }
        return spelled.toString();
    }

    /** The 256 characters in the order in which GPT-2 numbers them, ids 0 to 255: printable bytes first. */
    public static String alphabet() {
        var alphabet = new StringBuilder(BYTES);
        for (int c = 0; c < BYTE_OF.length; c++) {
            if (BYTE_OF[c] >= 0) {
                alphabet.append((char) c);
            }
        }
        return alphabet.toString();
    }

    /** The bytes of a spelling; characters that do not stand for a byte give their own UTF-8. */
    public static byte[] bytes(String spelling) {
        var bytes = new ByteArrayOutputStream();
        spelling.codePoints().forEach(c -> {
            if (c < BYTE_OF.length && BYTE_OF[c] >= 0) {
                bytes.write(BYTE_OF[c]);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private static int[] byteOf() {
        var table = new int[2 * BYTES];
        Arrays.fill(table, -1);
        var substitute = FIRST_SUBSTITUTE;
        for (int b = 0; b < BYTES; b++) {
            table[isPrintable(b) ? b : substitute++] = b;
        }
        return table;
    }

    private static char[] spelling() {
        var spelling = new char[BYTES];
        for (int c = 0; c < BYTE_OF.length; c++) {
            if (BYTE_OF[c] >= 0) {
                spelling[BYTE_OF[c]] = (char) c;
            }
        }
        return spelling;
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
    }
}
