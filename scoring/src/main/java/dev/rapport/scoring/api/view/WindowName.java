package dev.rapport.scoring.api.view;

import dev.rapport.schemas.MetricWindow;
import java.util.Arrays;
import java.util.Optional;

/** Windows as requests and answers name them. */
public final class WindowName {
    private WindowName() {}

    public static String of(MetricWindow window) {
        return switch (window) {
            case ALL -> "all";
            case MINUTE -> "1m";
            case HOUR -> "1h";
            case DAY -> "1d";
        };
    }

    /** The window of a name. */
    public static Optional<MetricWindow> parse(String name) {
        return Arrays.stream(MetricWindow.values())
                .filter(window -> of(window).equals(name))
                .findFirst();
    }
}
