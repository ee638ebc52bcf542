package dev.rapport.quickstart.client;

/** Texts of senders for a terminal, which must not act on what is in them. */
public final class TerminalText {
    private static final int MAX_LINE = 200;
    private static final int MAX_TEXT = 20_000;

    private TerminalText() {}

    /** In one short line. */
    public static String line(String text) {
        var line = escaped(text.strip().replaceAll("\\s+", " "));
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 1) + "…";
    }

    /** With its lines; of a long one the start. */
    public static String text(String text) {
        return text.length() <= MAX_TEXT
                ? escaped(text)
                : escaped(text.substring(0, MAX_TEXT)) + "… (" + (text.length() - MAX_TEXT)
                        + " more characters: --json has all)";
    }

    /** Control characters but tabs and line feeds as {@code \}{@code u001b}. */
    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isHarmless(point)) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append(String.format("\\u%04x", point));
            }
        });
        return escaped.toString();
    }

    /** Marks of direction would show a text in another order. */
    private static boolean isHarmless(int point) {
        return point == '\n'
                || point == '\t'
                || !(Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }
}
