package dev.rapport.replay;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class FakeListener implements Replay.Listener {
    private final List<String> problems = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    List<String> waiting() {
        return waiting;
    }

    @Override
    public void progress(ReplayReport soFar) {}

    @Override
    public void problem(String line) {
        problems.add(line);
    }

    @Override
    public void waiting(String line) {
        waiting.add(line);
    }
}
