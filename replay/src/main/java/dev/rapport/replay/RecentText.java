package dev.rapport.replay;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Remembers what was read through it since the place that was asked for last. */
final class RecentText extends FilterReader {
    private final StringBuilder recent = new StringBuilder();
    /** Characters before those that are remembered. */
    private long forgotten;

    RecentText(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var character = in.read();
        if (character >= 0) {
            recent.append((char) character);
        }
        return character;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        var read = in.read(into, offset, length);
        if (read > 0) {
            recent.append(into, offset, read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * The text between two places, counted in characters from the beginning, without the line break at its end. What is
     * before it is forgotten.
     *
     * @param end beyond the end for all that was read
     */
    String between(long begin, long end) {
        var from = (int) Math.min(Math.max(0, begin - forgotten), recent.length());
        var to = (int) Math.min(Math.max(from, end - forgotten), recent.length());
        var text = recent.substring(from, to);
        recent.delete(0, from);
        forgotten += from;
        return withoutBreaks(text);
    }

    private static String withoutBreaks(String text) {
        var begin = 0;
        var end = text.length();
        while (begin < end && "\r\n".indexOf(text.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(begin, end);
    }
}
