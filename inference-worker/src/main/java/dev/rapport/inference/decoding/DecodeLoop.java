package dev.rapport.inference.decoding;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.batching.Sequence;
import dev.rapport.inference.batching.StepPlan;
import dev.rapport.inference.batching.StepPlan.Chunk;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.DecodeToken;
import dev.rapport.inference.model.StepInput.PageCopy;
import dev.rapport.inference.model.StepInput.PromptChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Plans a step, runs it, hands out what it chose. Not thread-safe: the thread that owns the model owns its loop.
 *
 * @param <D> what is decoded
 */
public final class DecodeLoop<D extends Decoding> {
    private final LanguageModel model;
    private final Scheduler<Timed<D>> scheduler;
    private final DecodeCounters counters;
    private final Supplier<DecodeListener> listener;
    private final LongSupplier nanoClock;

    /** A sequence and when something last happened to it. */
    private static final class Timed<D> {
        final D decoding;
        final long submitted;
        long lastToken;
        long tokens;

        Timed(D decoding, long submitted) {
            this.decoding = decoding;
            this.submitted = submitted;
        }
    }

    /** A sequence that gets a token in this step, and the row that the token follows. */
    private record Turn<D>(Sequence<Timed<D>> sequence, int row) {}

    /**
     * @param listener looked up at every event: it may change
     * @param nanoClock the clock of the deadlines
     */
    public DecodeLoop(
            LanguageModel model,
            BatchingConfig config,
            DecodeCounters counters,
            Supplier<DecodeListener> listener,
            LongSupplier nanoClock) {
        this.model = model;
        this.scheduler = new Scheduler<>(
                config, model.shape().pageTokens(), model.shape().pages());
        this.counters = counters;
        this.listener = listener;
        this.nanoClock = nanoClock;
        counters.opened(model.shape().pages());
    }

    /**
     * Queues a prompt and all that is to follow it; the caller has checked that it fits the model's context and cache.
     *
     * @param priority 0, or higher to go before others
     * @param deadlineNanos latest time at which it joins, or {@link Scheduler#NO_DEADLINE}
     */
    public void submit(List<? extends D> decodings, int[] prompt, int maxNewTokens, int priority, long deadlineNanos) {
        var now = nanoClock.getAsLong();
        List<Timed<D>> owners =
                decodings.stream().map(decoding -> new Timed<D>(decoding, now)).toList();
        scheduler.submit(owners, prompt, maxNewTokens, priority, deadlineNanos);
    }

    public boolean hasWork() {
        return scheduler.hasWork();
    }

    /**
     * Runs one step. Does nothing when there is no work.
     *
     * @param ended called in the end for each that ended in it, also when the model fails: late and finished sequences are not passed
     *     again
     */
    public void step(Consumer<? super D> ended) {
        var started = nanoClock.getAsLong();
        var plan = scheduler.plan(started);
        var done = new ArrayList<D>();
        try {
            for (var late : plan.late()) {
                late.decoding.late();
                done.add(late.decoding);
            }
            if (!plan.isEmpty()) {
                run(plan, started, done);
            }
            counters.holds(scheduler);
        } finally {
            done.forEach(ended);
        }
    }

    private void run(StepPlan<Timed<D>> plan, long started, List<D> done) {
        var turns = turns(plan, started);
        var output = model.step(input(plan, turns));
        var now = nanoClock.getAsLong();
        for (int i = 0; i < turns.size(); i++) {
            var sequence = turns.get(i).sequence();
            heard(sequence.owner(), now);
            if (sequence.owner().decoding.accept(output, i)) {
                scheduler.advance(sequence, output.token(i));
            } else {
                scheduler.end(sequence);
                done.add(sequence.owner().decoding);
            }
        }
        var prefill = plan.chunks().stream().mapToInt(Chunk::tokens).sum();
        counters.stepped(turns.size(), prefill);
        listener.get().stepped(turns.size(), prefill, now - started);
    }

    /** Removes what was given up. */
    public List<D> remove(Predicate<? super D> unwanted) {
        var removed = scheduler.remove(owner -> unwanted.test(owner.decoding));
        removed.forEach(owner -> listener.get().wasted(owner.tokens));
        counters.holds(scheduler);
        return removed.stream().map(owner -> owner.decoding).toList();
    }

    /** All sequences that get a token: those that decode, then those whose prompt ends; who wants logits comes first. */
    private List<Turn<D>> turns(StepPlan<Timed<D>> plan, long now) {
        var turns = new ArrayList<Turn<D>>();
        for (var sequence : plan.decoding()) {
            turns.add(new Turn<>(sequence, turns.size()));
        }
        for (int i = 0; i < plan.chunks().size(); i++) {
            var chunk = plan.chunks().get(i);
            if (chunk.isLast()) {
                for (var sequence : scheduler.branch(chunk.prefill())) {
                    listener.get().joined(now - sequence.owner().submitted);
                    turns.add(new Turn<>(sequence, plan.decoding().size() + i));
                }
            }
        }
        turns.sort(
                Comparator.comparing(turn -> !turn.sequence().owner().decoding.wantsLogits()));
        return turns;
    }

    private static <D extends Decoding> StepInput input(StepPlan<Timed<D>> plan, List<Turn<D>> turns) {
        return new StepInput(
                plan.copies().stream()
                        .map(copy -> new PageCopy(copy.from(), copy.to()))
                        .toList(),
                plan.decoding().stream()
                        .map(sequence ->
                                new DecodeToken(sequence.lastToken(), sequence.lastPosition(), sequence.pages()))
                        .toList(),
                plan.chunks().stream()
                        .map(chunk ->
                                new PromptChunk(chunk.prefill().prompt(), chunk.start(), chunk.end(), chunk.pages()))
                        .toList(),
                turns.stream()
                        .map(turn -> turn.sequence().owner().decoding.choice(turn.row()))
                        .toList(),
                (int) turns.stream()
                        .filter(turn -> turn.sequence().owner().decoding.wantsLogits())
                        .count());
    }

    private void heard(Timed<D> owner, long now) {
        if (owner.tokens++ == 0) {
            listener.get().firstToken(now - owner.submitted);
        } else {
            listener.get().nextToken(now - owner.lastToken);
        }
        owner.lastToken = now;
    }
}
