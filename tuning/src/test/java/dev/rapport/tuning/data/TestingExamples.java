package dev.rapport.tuning.data;

import dev.rapport.tuning.pair.Example;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Prompts with a name and a price, and replies that repeat both. */
public final class TestingExamples {
    private static final String[] SYLLABLES = "ba ko mi ru sen tal vi zo".split(" ");

    private TestingExamples() {}

    /** The same seed gives the same examples. */
    public static List<Example> of(int count, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> example(random)).toList();
    }

    private static Example example(Random random) {
        var name = word(random) + word(random) + (random.nextBoolean() ? word(random) : "");
        var price = random.nextInt(5, 500) + ".90 EUR";
        return new Example(
                "task: offer\nname: " + name + "\nprice: " + price + "\nreply:",
                " Hello " + name + "! It is yours for " + price + (random.nextBoolean() ? " today." : "."));
    }

    private static String word(Random random) {
        return SYLLABLES[random.nextInt(SYLLABLES.length)];
    }
}
