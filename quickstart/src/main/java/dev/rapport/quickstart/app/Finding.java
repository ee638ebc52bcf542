package dev.rapport.quickstart.app;

/**
 * What the doctor found out about one thing.
 *
 * @param check    what was looked at, a word or two
 * @param state    whether it will do
 * @param found    what was found, one clause
 * @param todo     what to do about it, empty when nothing
 */
record Finding(String check, State state, String found, String todo) {
    /** Whether Rapport can run with it. */
    enum State {
        /** As it should be. */
        OK,
        /** Rapport runs, but something may not work or be slow. */
        WARNING,
        /** Rapport does not run. */
        MISSING
    }

    static Finding ok(String check, String found) {
        return new Finding(check, State.OK, found, "");
    }

    static Finding warning(String check, String found, String todo) {
        return new Finding(check, State.WARNING, found, todo);
    }

    static Finding missing(String check, String found, String todo) {
        return new Finding(check, State.MISSING, found, todo);
    }
}
