package dev.rapport.benchmarks.inference;

import java.util.List;

/** Something that continues prompts. */
public interface Writer {
    /**
     * Continues some prompts, each by exactly as many tokens as it says, greedily, and waits.
     *
     * @return seconds that it took
     */
    double secondsFor(List<Task> tasks);

    /**
     * A prompt.
     *
     * @param text the prompt
     * @param ids the same as tokens
     * @param newTokens tokens to write
     */
    record Task(String text, List<Integer> ids, int newTokens) {
        public Task {
            ids = List.copyOf(ids);
        }

        public Task withNewTokens(int value) {
            return new Task(text, ids, value);
        }
    }
}
