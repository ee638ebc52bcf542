package dev.rapport.inference.decoding;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.batching.StepPlan;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.DecodeToken;
import dev.rapport.inference.model.StepInput.JoiningPrompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans a step, runs it, hands out its rows. Not thread-safe: the thread that owns the model owns its loop.
 *
 * @param <D> what is decoded
 */
public final class DecodeLoop<D extends Decoding> {
    private final LanguageModel model;
    private final Scheduler<D> scheduler;
    private final DecodeCounters counters;

    public DecodeLoop(LanguageModel model, BatchingConfig config, DecodeCounters counters) {
        this.model = model;
        this.scheduler = new Scheduler<>(
                config, model.shape().pageTokens(), model.shape().pages());
        this.counters = counters;
    }

    /** Queues a sequence; the caller has checked that it fits the model's context and cache. */
    public void submit(D decoding) {
        scheduler.submit(decoding, decoding.prompt(), decoding.maxNewTokens());
    }

    public boolean hasWork() {
        return scheduler.hasWork();
    }

    /** Runs one step and gives what ended in it. Does nothing when there is no work. */
    public List<D> step() {
        var plan = scheduler.plan();
        if (plan.isEmpty()) {
            return List.of();
        }
        var output = model.step(input(plan));
        var rows = plan.rows();
        var ended = new ArrayList<D>();
        for (int row = 0; row < rows.size(); row++) {
            var sequence = rows.get(row);
            var token = sequence.owner().accept(output, row);
            if (token.isPresent()) {
                scheduler.advance(sequence, token.getAsInt());
            } else {
                scheduler.end(sequence);
                ended.add(sequence.owner());
            }
        }
        counters.stepped(rows.size(), prefillTokens(plan), scheduler.activeSlots(), scheduler.waiting());
        return ended;
    }

    /** Takes back everything that has not ended. */
    public List<D> abandon() {
        return scheduler.abandon();
    }

    private static <D> StepInput input(StepPlan<D> plan) {
        var decoding = plan.decoding().stream()
                .map(sequence -> new DecodeToken(sequence.lastToken(), sequence.lastPosition(), sequence.pages()))
                .toList();
        var joining = plan.joining().stream()
                .map(sequence -> new JoiningPrompt(sequence.prompt(), sequence.pages()))
                .toList();
        return new StepInput(decoding, joining);
    }

    private static <D> int prefillTokens(StepPlan<D> plan) {
        return plan.joining().stream()
                .mapToInt(sequence -> sequence.prompt().length)
                .sum();
    }
}
