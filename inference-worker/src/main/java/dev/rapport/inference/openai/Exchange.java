package dev.rapport.inference.openai;

import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.inference.openai.Outcome.Lasting;
import dev.rapport.inference.openai.Outcome.Passing;
import dev.rapport.inference.openai.Outcome.Refusing;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Refusal;
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
 * One request: waits for a slot, is sent, and sent again as long as that may help. It keeps its slot while it waits to be
 * sent again: a server that has too much to do is asked less.
 */
final class Exchange {
    private enum State {
        WAITING,
        HOLDING,
        ENDED
    }

    /**
     * What exchanges share.
     *
     * @param plainBody a request that tells whether the server or the prompt is at fault
     * @param executor runs what follows an answer
     */
    record Terms(
            Server server,
            Slots slots,
            OpenAiConfig.Limits limits,
            RetryPolicy policy,
            String plainBody,
            Executor executor) {}

    private final Terms terms;
    private final String body;
    private final GenerationRequest request;
    private final long number;
    private final long created = System.nanoTime();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable CompletableFuture<?> underWay;
    private int tries;
    private long started;

    /**
     * @param request the prompt, which is never told in a message, and when its turn is
     * @param number different for every request
     */
    Exchange(Terms terms, String body, GenerationRequest request, long number) {
        this.terms = terms;
        this.body = body;
        this.request = request;
        this.number = number;
        var unused = outcome.whenComplete((answer, error) -> end());
    }

    /** Neither passing nor lasting: those fail it with a {@link ModelException}, in a line that names the server. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void start() {
        terms.slots().take(request.priority(), this::begin);
    }

    /** Gives it up, wherever it is. */
    void cancel() {
        outcome.cancel(true);
    }

    private void begin() {
        if (!state.compareAndSet(State.WAITING, State.HOLDING)) {
            terms.slots().release();
            return;
        }
        started = System.nanoTime();
        var waited = Duration.ofNanos(started - created);
        if (request.maxWait().filter(most -> waited.compareTo(most) > 0).isPresent()) {
            outcome.complete(
                    new Refusing(Refusal.TOO_LATE, "it waited " + waited.toMillis() + " ms, longer than it may"));
            return;
        }
        send();
    }

    private void send() {
        tries++;
        var left = terms.limits().maxTime().minus(elapsed());
        post(body, left, this::decide);
    }

    /** Sends, and has what came of it dealt with, unless this has ended meanwhile. */
    private void post(String json, Duration left, Consumer<Outcome> then) {
        if (outcome.isDone()) {
            return;
        }
        CompletableFuture<HttpResponse<String>> sent;
        try {
            sent = terms.server().send(json);
        } catch (RuntimeException e) {
            // The request cannot even be made, of a header that the client keeps to itself for example.
            fail(String.valueOf(e.getMessage()));
            return;
        }
        underWay = sent;
        if (outcome.isDone()) {
            sent.cancel(true);
        }
        var most = terms.limits().timeout();
        var timeout = left.compareTo(most) < 0 ? left : most;
        // The client's own limit ends when the headers are there.
        var unused = sent.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (response, error) -> {
                            if (error instanceof TimeoutException) {
                                sent.cancel(true);
                            }
                            came(response, error, then);
                        },
                        terms.executor());
    }

    private void came(@Nullable HttpResponse<String> response, @Nullable Throwable error, Consumer<Outcome> then) {
        if (outcome.isDone()) {
            return;
        }
        try {
            then.accept(terms.server().read(response, error, request.prompt()));
        } catch (RuntimeException | Error e) {
            // Nobody else would hear of it, and the prompt would never end.
            fail(e.toString());
            throw e;
        }
    }

    private void decide(Outcome result) {
        if (result instanceof Passing passing) {
            tryAgain(passing, this::send, this::giveUp);
        } else if (result instanceof Lasting lasting) {
            fail(lasting.message());
        } else if (result instanceof Refusing refusing && refusing.reason() == Refusal.REFUSED_BY_SERVER) {
            askWhoseFault(refusing);
        } else {
            outcome.complete(result);
        }
    }

    /** All prompts are refused when the settings are wrong; this one, when a plain one is answered. */
    private void askWhoseFault(Refusing refusing) {
        tries++;
        post(terms.plainBody(), terms.limits().timeout(), plain -> {
            if (plain instanceof Passing passing) {
                // It does not tell: to refuse the prompt would be a guess.
                tryAgain(passing, () -> askWhoseFault(refusing), (fault, why) -> fail(fault.message() + why));
            } else if (plain instanceof Refusing || plain instanceof Lasting) {
                fail(refusing.message());
            } else {
                outcome.complete(refusing);
            }
        });
    }

    /**
     * Tries again later, if that is allowed.
     *
     * @param end told of the fault, and why there is no further try
     */
    private void tryAgain(Passing fault, Runnable again, BiConsumer<Passing, String> end) {
        var delay = terms.policy().delay(tries, fault.retryAfter(), number);
        if (tries >= terms.limits().maxAttempts()) {
            end.accept(fault, "; given up after " + tries + (tries == 1 ? " try" : " tries"));
        } else if (elapsed().plus(delay).compareTo(terms.limits().maxTime()) >= 0) {
            end.accept(
                    fault,
                    "; given up after " + elapsed().toSeconds() + " s, as the next try would be in " + delay.toMillis()
                            + " ms, later than inference.openai.max-time allows");
        } else {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, terms.executor())
                    .execute(again);
        }
    }

    /** A server that fails at one prompt, but not at a plain one, must not stop all that come after it. */
    private void giveUp(Passing fault, String why) {
        if (!fault.isFailure()) {
            fail(fault.message() + why);
            return;
        }
        post(terms.plainBody(), terms.limits().timeout(), plain -> {
            if (plain instanceof Outcome.Answer) {
                outcome.complete(new Refusing(Refusal.MODEL_FAILED, fault.message() + why));
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
                new ModelUnavailableException(terms.server().name() + ": " + why));
    }

    private void end() {
        var sent = underWay;
        if (sent != null) {
            sent.cancel(true);
        }
        if (state.getAndSet(State.ENDED) == State.HOLDING) {
            terms.slots().release();
        }
    }
}
