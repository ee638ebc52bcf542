package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.inference.Writer.Task;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.inference.model.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Prompts of exact lengths, of words that are one token each. The same seed gives the same ones. */
public final class Tasks {
    private final Tokenizer tokenizer;
    private final int[] words;
    private final Random random;

    public Tasks(Tokenizer tokenizer, long seed) {
        this.tokenizer = tokenizer;
        this.random = new Random(seed);
        this.words = IntStream.range(0, tokenizer.vocabularySize())
                .filter(this::isWord)
                .toArray();
        if (words.length == 0) {
            throw new BenchmarkException("the vocabulary has no words");
        }
    }

    /** Prompts of one length. */
    public List<Task> of(int count, int promptTokens, int newTokens) {
        return IntStream.range(0, count)
                .mapToObj(i -> task(promptTokens, newTokens))
                .toList();
    }

    /** Prompts of 16 to 256 tokens that want 8 to 128 new ones. */
    public List<Task> mixed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> task(16 + random.nextInt(241), 8 + random.nextInt(121)))
                .toList();
    }

    /** Other words of the same lengths. */
    public List<Task> like(List<Task> tasks) {
        return tasks.stream()
                .map(task -> task(task.ids().size(), task.newTokens()))
                .toList();
    }

    private Task task(int promptTokens, int newTokens) {
        var ids = IntStream.range(0, promptTokens)
                .map(i -> words[random.nextInt(words.length)])
                .toArray();
        var text = tokenizer.decode(ids);
        if (!Arrays.equals(tokenizer.encode(text), ids)) {
            throw new BenchmarkException("the tokenizer splits its own words differently: " + text);
        }
        return new Task(text, Arrays.stream(ids).boxed().toList(), newTokens);
    }

    /** A space and lower-case letters stay one token whatever follows. */
    private boolean isWord(int id) {
        var text = tokenizer.decode(new int[] {id});
        return text.matches(" [a-z]{2,}") && Arrays.equals(tokenizer.encode(text), new int[] {id});
    }
}
