package dev.rapport.inference.decoding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A text that grows by the bytes of its tokens. Ends before the first stop text, which is looked for in the bytes: a token
 * may hold its end and more. What is handed on as it comes holds back what may yet become a stop text or is part of a
 * character. Bytes that are not UTF-8 become U+FFFD. Not thread-safe.
 */
final class TextBuilder {
    private final List<byte[]> stops;
    private final Consumer<String> parts;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] bytes = new byte[256];
    private int size;
    private int handedOn;

    /** @param parts receives every part of the text that is final, in order; never empty */
    TextBuilder(List<String> stops, Consumer<String> parts) {
        this.stops = stops.stream()
                .map(stop -> stop.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.parts = parts;
    }

    /** Takes the bytes of a token; whether the text ended in them. */
    boolean add(byte[] token) {
        if (size + token.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + token.length));
        }
        System.arraycopy(token, 0, bytes, size, token.length);
        var before = size;
        size += token.length;
        var stop = firstStop(before);
        if (stop >= 0) {
            size = stop;
            return true;
        }
        handOn(size - heldBack(), false);
        return false;
    }

    /** Nothing follows: hands on what was held back. */
    void end() {
        handOn(size, true);
    }

    /** The text so far. */
    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** Where the first stop text begins that ends after a size, or -1. */
    private int firstStop(int before) {
        var first = -1;
        for (var stop : stops) {
            for (int start = Math.max(0, before - stop.length + 1); start + stop.length <= size; start++) {
                if (Arrays.equals(bytes, start, start + stop.length, stop, 0, stop.length)) {
                    first = first < 0 ? start : Math.min(first, start);
                    break;
                }
            }
        }
        return first;
    }

    /** Bytes at the end that are the beginning of a stop text. */
    private int heldBack() {
        var most = 0;
        for (var stop : stops) {
            for (int length = Math.min(stop.length - 1, size); length > most; length--) {
                if (Arrays.equals(bytes, size - length, size, stop, 0, length)) {
                    most = length;
                }
            }
        }
        return most;
    }

    /** The decoder itself holds back part of a character. */
    private void handOn(int end, boolean last) {
        if (end <= handedOn && !last) {
            return;
        }
        var in = ByteBuffer.wrap(bytes, handedOn, Math.max(0, end - handedOn));
        var out = CharBuffer.allocate(in.remaining() + 4);
        decoder.decode(in, out, last);
        if (last) {
            decoder.flush(out);
        }
        handedOn = in.position();
        var text = out.flip().toString();
        if (!text.isEmpty()) {
            parts.accept(text);
        }
    }
}
