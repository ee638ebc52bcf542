package dev.rapport.factory.vocabulary;

import java.nio.charset.StandardCharsets;

/**
 * GPT-2's visible stand-ins for the 256 byte values: printable Latin-1 characters stand for themselves, every other byte
 * for the next free character from U+0100 on. So a space is written Ġ.
 */
final class ByteAlphabet {
    static final int SIZE = 256;
    private static final char[] OF_BYTE = new char[SIZE];
    private static final String IN_ORDER;

    static {
        var order = new StringBuilder();
        var next = (char) 256;
        for (var b = 0; b < SIZE; b++) {
            var visible = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            if (visible) {
                OF_BYTE[b] = (char) b;
                order.append((char) b);
            } else {
                OF_BYTE[b] = next++;
            }
        }
        for (var stand = (char) 256; stand < next; stand++) {
            order.append(stand);
        }
        IN_ORDER = order.toString();
    }

    private ByteAlphabet() {}

    /** The 256 characters in the order GPT-2 numbers them: ids 0 to 255. */
    static String inOrder() {
        return IN_ORDER;
    }

    static String encode(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var encoded = new char[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            encoded[i] = OF_BYTE[bytes[i] & 0xFF];
        }
        return new String(encoded);
    }
}
