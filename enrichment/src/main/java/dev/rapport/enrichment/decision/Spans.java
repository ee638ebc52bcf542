package dev.rapport.enrichment.decision;

import java.time.Duration;

/** Lengths of time as decisions tell them. */
final class Spans {
    private Spans() {}

    static String text(Duration span) {
        var seconds = span.toSeconds();
        return seconds < 120
                ? seconds + " s"
                : seconds < 7_200
                        ? seconds / 60 + " min"
                        : seconds < 172_800 ? seconds / 3_600 + " h" : span.toDays() + " d";
    }
}
