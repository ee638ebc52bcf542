package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A sink whose answers come in bounded time, as {@link PromptAnswers} says. Thread-safe. */
public final class PromptSink implements EventSink, AutoCloseable {
    private final EventSink sink;
    private final EventMeters meters;
    private final PromptAnswers answers;

    /**
     * @param meters which count the acknowledgements
     * @param stall  longest time without an acknowledgement while something waits
     */
    public PromptSink(EventSink sink, EventMeters meters, Duration stall) {
        this.sink = sink;
        this.meters = meters;
        this.answers = new PromptAnswers("capture", meters::acknowledged, stall);
        meters.open(answers::isStalled);
    }

    /** Starts to watch. */
    public void start() {
        answers.start();
    }

    @Override
    public CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headers) {
        return answers.of(() -> sink.store(outcomes, headers), () -> meters.refused(outcomes.size()));
    }

    /** From now on nothing new is taken; what waits is still answered. */
    public void drain() {
        answers.drain();
    }

    @Override
    public void close() {
        answers.close();
    }
}
