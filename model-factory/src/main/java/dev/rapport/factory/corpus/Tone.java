package dev.rapport.factory.corpus;

import java.util.Locale;

/** How a reply sounds, as in the {@code tone} line of a prompt. */
enum Tone {
    FRIENDLY,
    BRIEF,
    FORMAL;

    /** Half of them friendly, three in ten brief. */
    static Tone any(Slots slots) {
        return slots.chance(0.5) ? FRIENDLY : slots.chance(0.6) ? BRIEF : FORMAL;
    }

    /** What stands in the line; a friendly prompt sometimes has none. */
    String line(Slots slots) {
        return this == FRIENDLY && slots.chance(0.15) ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** The section of a phrasebook: friendly ones have the plain names. */
    String section(String name) {
        return this == FORMAL ? "formal-" + name : name;
    }
}
