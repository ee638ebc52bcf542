package dev.rapport.replay;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class FakeListener implements Replay.Listener {
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void progress(ReplayReport soFar, double share) {}

    @Override
    public void problem(String line) {
        problems.add(line);
    }

    @Override
    public void note(String line) {
        notes.add(line);
    }
}
