package dev.rapport.inference.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How byte-level BPE spells bytes: printable ones of Latin-1 as themselves, the others, in their order, as the characters
 * from U+0100 on.
 */
final class ByteLevel {
    private static final int FIRST_STAND_IN = 0x100;
    private static final int BYTES = 256;
    private static final int[] BYTE_OF = byteOf();

    private ByteLevel() {}

    /** The bytes of a spelling; characters that stand for no byte give their own UTF-8. */
    static byte[] bytes(String spelling) {
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
        var standIn = FIRST_STAND_IN;
        for (int b = 0; b < BYTES; b++) {
            table[isPrintable(b) ? b : standIn++] = b;
        }
        return table;
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
    }
}
