package dev.rapport.scoring.view;

import java.util.HexFormat;

/** Times as 16 hexadecimal digits that sort as they do. */
final class SortableTime {
    /** Sorts after every time. */
    static final String AFTER_ALL = "g";

    static final int DIGITS = 16;

    private SortableTime() {}

    static String of(long millis) {
        // Flipping the sign bit makes the digits sort as the signed numbers do.
        return HexFormat.of().toHexDigits(millis ^ Long.MIN_VALUE);
    }
}
