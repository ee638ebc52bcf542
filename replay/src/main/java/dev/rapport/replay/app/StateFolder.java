package dev.rapport.replay.app;

import java.nio.file.Path;

/** Where programs of a user remember what outlives them (XDG Base Directory Specification). */
final class StateFolder {
    private StateFolder() {}

    static Path ofUser() {
        var xdg = System.getenv("XDG_STATE_HOME");
        var base = xdg == null || xdg.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".local", "state")
                : Path.of(xdg);
        return base.resolve("rapport").resolve("replay");
    }
}
