package dev.rapport.inference.reply.guardrail;

import java.util.regex.Pattern;

/** Numbers and codes of several groups: {@code 422-4408270}, {@code SAVE20-VIP}. */
final class Groups {
    private static final Pattern NEXT = Pattern.compile("[/\\p{Pd}]\\d|-[A-Z0-9]++(?![a-z])");
    private static final Pattern BEFORE = Pattern.compile("\\d[/\\p{Pd}]");

    private Groups() {}

    /** What stands from {@code start} to {@code end}, with the rest of its groups and those that it goes on to. */
    static String around(String text, int start, int end) {
        var from = WholeText.start(text, start);
        while (from > 1 && BEFORE.matcher(text).region(from - 2, from).matches()) {
            from = WholeText.start(text, from - 2);
        }
        var to = WholeText.end(text, end);
        while (goesOn(text, to)) {
            to = WholeText.end(text, to + 2);
        }
        return text.substring(from, to);
    }

    /** Whether what stands from {@code start} to {@code end} is whole groups, and the last ones; others may come before. */
    static boolean standsLast(String text, int start, int end) {
        return WholeText.standsAlone(text, start, end) && !goesOn(text, end);
    }

    private static boolean goesOn(String text, int end) {
        return NEXT.matcher(text).region(end, text.length()).lookingAt();
    }
}
