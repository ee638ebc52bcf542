package dev.rapport.inference.openai;

import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.openai.CallOutcome.Permanent;
import dev.rapport.inference.openai.CallOutcome.PromptRejected;
import dev.rapport.inference.openai.CallOutcome.Transient;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call with reattempts: waits for a permit, is sent, and is sent again while that may help. It keeps its permit while it
 * waits for the next attempt, so that an overloaded server gets fewer requests.
 */
final class RetryingCall {
    private enum State {
        WAITING,
        HOLDING,
        ENDED
    }

    /**
     * What all calls to a server share.
     *
     * @param plainBody a request that shows whether the server or the prompt is at fault
     * @param executor runs what follows a response
     */
    record CallContext(
            Server server,
            ConcurrencyLimiter limiter,
            OpenAiConfig.Limits limits,
            Backoff backoff,
            String plainBody,
            Executor executor) {}

    private final CallContext context;
    private final String body;
    private final GenerationRequest request;
    private final long created = System.nanoTime();
    private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable CompletableFuture<?> inProgress;
    private int attempts;
    /** Whether every attempt so far met a server that was there and failed. */
    private boolean failedOnly = true;

    private long started;

    /**
     * @param request the prompt, which is never part of a message, with its priority and max wait
     */
    RetryingCall(CallContext context, String body, GenerationRequest request) {
        this.context = context;
        this.body = body;
        this.request = request;
        var unused = outcome.whenComplete((answer, error) -> end());
    }

    /** Never transient or permanent: those fail it with a {@link ModelUnavailableException} whose message names the server. */
    CompletableFuture<CallOutcome> outcome() {
        return outcome;
    }

    void start() {
        context.limiter().acquire(request.priority(), this::begin);
    }

    /** Gives it up in any state. */
    void cancel() {
        outcome.cancel(true);
    }

    private void begin() {
        if (!state.compareAndSet(State.WAITING, State.HOLDING)) {
            context.limiter().release();
            return;
        }
        started = System.nanoTime();
        var waited = Duration.ofNanos(started - created);
        if (request.maxWait().filter(max -> waited.compareTo(max) > 0).isPresent()) {
            outcome.complete(
                    new PromptRejected(Refusal.EXPIRED, "it waited " + waited.toMillis() + " ms, longer than it may"));
            return;
        }
        send();
    }

    private void send() {
        attempts++;
        var left = context.limits().maxTime().minus(elapsed());
        post(body, left, this::decide);
    }

    /** Sends, and passes the outcome on, unless this has ended meanwhile. */
    private void post(String json, Duration left, Consumer<CallOutcome> then) {
        if (outcome.isDone()) {
            return;
        }
        CompletableFuture<HttpResponse<String>> sent;
        try {
            sent = context.server().send(json);
        } catch (RuntimeException e) {
            // The request cannot even be made, for example with a header that the client reserves.
            fail(String.valueOf(e.getMessage()));
            return;
        }
        inProgress = sent;
        if (outcome.isDone()) {
            sent.cancel(true);
        }
        var max = context.limits().timeout();
        var timeout = left.compareTo(max) < 0 ? left : max;
        // The client's own timeout ends with the headers.
        var unused = sent.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (response, error) -> {
                            if (error instanceof TimeoutException) {
                                sent.cancel(true);
                            }
                            received(response, error, then);
                        },
                        context.executor());
    }

    private void received(
            @Nullable HttpResponse<String> response, @Nullable Throwable error, Consumer<CallOutcome> then) {
        if (outcome.isDone()) {
            return;
        }
        try {
            then.accept(context.server().read(response, error, request.prompt()));
        } catch (RuntimeException | Error e) {
            // Otherwise the call would never complete.
            fail(e.toString());
            throw e;
        }
    }

    private void decide(CallOutcome result) {
        if (result instanceof Transient fault) {
            failedOnly &= fault.isFailure();
            retry(fault, this::send, this::giveUp);
        } else if (result instanceof Permanent permanent) {
            fail(permanent.message());
        } else if (result instanceof PromptRejected rejected && rejected.reason() == Refusal.REFUSED_BY_SERVER) {
            probe(rejected);
        } else {
            outcome.complete(result);
        }
    }

    /** Sends a plain prompt: where that is answered, this prompt is rejected; where not, the settings are wrong. */
    private void probe(PromptRejected rejected) {
        attempts++;
        post(context.plainBody(), context.limits().timeout(), plain -> {
            if (plain instanceof Transient fault) {
                // It shows nothing: to reject the prompt would be a guess.
                retry(fault, () -> probe(rejected), (last, why) -> fail(last.message() + why));
            } else if (plain instanceof PromptRejected || plain instanceof Permanent) {
                fail(rejected.message());
            } else {
                outcome.complete(rejected);
            }
        });
    }

    /**
     * Attempts it again later, within the limits.
     *
     * @param end called with the fault, and why there is no further attempt
     */
    private void retry(Transient fault, Runnable again, BiConsumer<Transient, String> end) {
        var delay = context.backoff().delay(attempts, Pause.jitter(), fault.retryAfter());
        if (attempts >= context.limits().maxAttempts()) {
            end.accept(fault, "; given up after " + attempts + (attempts == 1 ? " attempt" : " attempts"));
        } else if (elapsed().plus(delay).compareTo(context.limits().maxTime()) >= 0) {
            end.accept(
                    fault,
                    "; given up after " + elapsed().toSeconds() + " s, as the next attempt would be in "
                            + delay.toMillis() + " ms, later than inference.openai.max-time allows");
        } else {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, context.executor())
                    .execute(again);
        }
    }

    /**
     * A server that fails at one prompt, but not at a plain one, must not stop all prompts after it. One attempt that it was
     * away for proves nothing against the prompt: what came after may have been the server's start.
     */
    private void giveUp(Transient fault, String why) {
        if (!failedOnly) {
            fail(fault.message() + why);
            return;
        }
        post(context.plainBody(), context.limits().timeout(), plain -> {
            if (plain instanceof CallOutcome.Answer) {
                outcome.complete(new PromptRejected(Refusal.MODEL_FAILED, fault.message() + why));
            } else {
                fail(fault.message() + why);
            }
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void fail(String why) {
        outcome.completeExceptionally(
                new ModelUnavailableException(context.server().name() + ": " + why));
    }

    private void end() {
        var sent = inProgress;
        if (sent != null) {
            sent.cancel(true);
        }
        if (state.getAndSet(State.ENDED) == State.HOLDING) {
            context.limiter().release();
        }
    }
}
