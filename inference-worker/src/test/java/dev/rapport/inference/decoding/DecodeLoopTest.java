package dev.rapport.inference.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeLoopTest {
    private static final int PAGE = 8;
    private static final int CONTEXT = 100;
    private static final int PAGES_OF_CONTEXT = (CONTEXT + PAGE - 1) / PAGE;

    private final AtomicLong clock = new AtomicLong();
    private final DecodeCounters counters = new DecodeCounters();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesTheSameTokensWhateverSharesPagesAndBatch(long seed) {
        // Given: prompts with common beginnings, a cache that holds few of them, and some that are given up
        var random = new Random(seed);
        var prompts = IntStream.range(0, 150).mapToObj(i -> prompt(random)).toList();
        var pages = PAGES_OF_CONTEXT + random.nextInt(30);
        var loop = loop(new BatchingConfig(1 + random.nextInt(9), 1 + random.nextInt(40)), pages);
        var kept = new ArrayList<Drawn>();

        // When
        for (int next = 0; next < prompts.size() || loop.hasWork(); ) {
            for (int n = random.nextInt(4); n > 0 && next < prompts.size(); n--) {
                var followers = followers(prompts.get(next++), random);
                loop.submit(followers, followers.get(0).prompt, Drawn.MOST, random.nextInt(2), Scheduler.NO_DEADLINE);
                if (random.nextInt(8) == 0) {
                    step(loop);
                    loop.remove(followers::contains);
                } else {
                    kept.addAll(followers);
                }
            }
            step(loop);
        }

        // Then
        assertThat(kept).allSatisfy(drawn -> assertThat(drawn.tokens).isEqualTo(alone(drawn)));
        assertThat(counters.freePages()).isEqualTo(pages);
        assertThat(counters.sharedTokens()).isPositive();
    }

    @Test
    void turnsAwayWhatWaitedBeyondItsDeadline() {
        // Given
        var loop = loop(new BatchingConfig(1, 10), 40);
        var first = new Drawn(new int[] {1}, 1);
        var second = new Drawn(new int[] {2}, 2);
        loop.submit(List.of(first), first.prompt, Drawn.MOST, 0, Scheduler.NO_DEADLINE);
        loop.submit(List.of(second), second.prompt, Drawn.MOST, 0, 5);
        step(loop);

        // When
        clock.set(6);
        var ended = step(loop);

        // Then
        assertThat(ended).contains(second);
        assertThat(second.isLate).isTrue();
        assertThat(second.tokens).isEmpty();
    }

    @Test
    void tellsWhoWasLateBeforeTheModelFails() {
        // Given
        var model = model(40).failingAfter(1);
        var loop = new DecodeLoop<Drawn>(
                model, new BatchingConfig(1, 10), counters, () -> DecodeListener.NONE, clock::get);
        var first = new Drawn(new int[] {1}, 1);
        var second = new Drawn(new int[] {2}, 2);
        loop.submit(List.of(first), first.prompt, Drawn.MOST, 0, Scheduler.NO_DEADLINE);
        loop.submit(List.of(second), second.prompt, Drawn.MOST, 0, 5);
        step(loop);
        var ended = new ArrayList<Drawn>();

        // When
        clock.set(6);
        assertThatThrownBy(() -> loop.step(ended::add)).isInstanceOf(ModelException.class);

        // Then
        assertThat(ended).containsExactly(second);
        assertThat(loop.remove(any -> true)).containsExactly(first);
    }

    @Test
    void tellsHowLongTokensTook() {
        // Given
        var heard = new ArrayList<String>();
        var recording = recording(heard);
        var loop = new DecodeLoop<Drawn>(model(40), new BatchingConfig(4, 10), counters, () -> recording, clock::get);
        var drawn = new Drawn(new int[] {1, 2, 3}, 3);
        loop.submit(List.of(drawn), drawn.prompt, Drawn.MOST, 0, Scheduler.NO_DEADLINE);

        // When
        clock.set(10);
        step(loop);
        clock.set(17);
        step(loop);
        loop.remove(any -> true);

        // Then
        assertThat(heard).containsExactly("joined 10", "first 10", "step 1 3", "next 7", "step 1 0", "wasted 2");
    }

    private static List<Drawn> step(DecodeLoop<Drawn> loop) {
        var ended = new ArrayList<Drawn>();
        loop.step(ended::add);
        return ended;
    }

    private static DecodeListener recording(List<String> heard) {
        return new DecodeListener() {
            @Override
            public void joined(long waitedNanos) {
                heard.add("joined " + waitedNanos);
            }

            @Override
            public void firstToken(long nanosSinceSubmitted) {
                heard.add("first " + nanosSinceSubmitted);
            }

            @Override
            public void nextToken(long nanosSinceLast) {
                heard.add("next " + nanosSinceLast);
            }

            @Override
            public void stepped(int choices, int prefillTokens, long nanos) {
                heard.add("step " + choices + " " + prefillTokens);
            }

            @Override
            public void wasted(long tokens) {
                heard.add("wasted " + tokens);
            }
        };
    }

    private DecodeLoop<Drawn> loop(BatchingConfig config, int pages) {
        return new DecodeLoop<>(model(pages), config, counters, () -> DecodeListener.NONE, clock::get);
    }

    private static FakeLanguageModel model(int pages) {
        return new FakeLanguageModel(new ModelShape(50, CONTEXT, 0, PAGE, pages));
    }

    private static List<Integer> alone(Drawn drawn) {
        var same = new Drawn(drawn.prompt, drawn.seed);
        var loop = new DecodeLoop<Drawn>(
                model(PAGES_OF_CONTEXT),
                new BatchingConfig(1, CONTEXT),
                new DecodeCounters(),
                () -> DecodeListener.NONE,
                () -> 0);
        loop.submit(List.of(same), same.prompt, Drawn.MOST, 0, Scheduler.NO_DEADLINE);
        while (loop.hasWork()) {
            step(loop);
        }
        return same.tokens;
    }

    /** One of few beginnings, then something of its own. */
    private static int[] prompt(Random random) {
        var beginning = new Random(random.nextInt(4)).ints(random.nextInt(40), 0, 50);
        return IntStream.concat(beginning, random.ints(1 + random.nextInt(20), 0, 50))
                .toArray();
    }

    private static List<Drawn> followers(int[] prompt, Random random) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> new Drawn(prompt, Arrays.hashCode(prompt) + i))
                .toList();
    }

    /** A sequence whose tokens are drawn with random numbers of its own. */
    private static final class Drawn implements Decoding {
        static final int MOST = 30;

        final int[] prompt;
        final long seed;
        final Random random;
        final List<Integer> tokens = new ArrayList<>();
        boolean isLate;

        Drawn(int[] prompt, long seed) {
            this.prompt = prompt;
            this.seed = seed;
            this.random = new Random(seed);
        }

        @Override
        public TokenChoice choice(int row) {
            return new TokenChoice(row, 1, 0, 1, 0, 1, random.nextDouble(), new int[0], new int[0]);
        }

        @Override
        public boolean accept(StepOutput output, int choice) {
            tokens.add(output.token(choice));
            return tokens.size() < MOST && output.token(choice) % 13 != 7;
        }

        @Override
        public void late() {
            isLate = true;
        }
    }
}
