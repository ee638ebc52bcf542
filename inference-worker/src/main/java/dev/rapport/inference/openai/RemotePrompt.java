package dev.rapport.inference.openai;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.openai.CallOutcome.Answer;
import dev.rapport.inference.openai.CallOutcome.Choice;
import dev.rapport.inference.openai.CallOutcome.OneChoiceOnly;
import dev.rapport.inference.openai.CallOutcome.PromptRejected;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A prompt on its way: all its candidates in one request, or in one request each where the server knows no other. */
final class RemotePrompt {
    /** Makes the call for {@code count} candidates from the first on. */
    @FunctionalInterface
    interface Requests {
        RetryingCall make(int first, int count);
    }

    private final GenerationRequest request;
    private final AtomicBoolean oneAtATime;
    private final Requests requests;
    private final List<RetryingCall> exchanges = new CopyOnWriteArrayList<>();
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();

    /** @param oneAtATime whether the server is known to give one text a request; all prompts share it, and learn */
    RemotePrompt(GenerationRequest request, AtomicBoolean oneAtATime, Requests requests) {
        this.request = request;
        this.oneAtATime = oneAtATime;
        this.requests = requests;
        // Whatever ends it, a cancellation included, gives up what is still in progress.
        var unused = result.whenComplete((done, error) -> exchanges.forEach(RetryingCall::cancel));
    }

    CompletableFuture<GenerationResult> result() {
        return result;
    }

    void start() {
        var count = request.settings().candidates();
        if (count == 1 || oneAtATime.get()) {
            askOneByOne(0);
        } else {
            ask(0, count, this::answeredTogether);
        }
    }

    private void answeredTogether(CallOutcome outcome) {
        var count = request.settings().candidates();
        if (outcome instanceof OneChoiceOnly) {
            oneAtATime.set(true);
            askOneByOne(0);
        } else if (outcome instanceof Answer answer && answer.choices().size() < count) {
            oneAtATime.set(true);
            var had = answer.choices().size();
            keep(0, answer);
            askOneByOne(had);
        } else {
            answered(0, outcome);
        }
    }

    private void askOneByOne(int first) {
        for (int n = first; n < request.settings().candidates(); n++) {
            var candidate = n;
            ask(candidate, 1, outcome -> answered(candidate, outcome));
        }
    }

    private void ask(int first, int count, Consumer<CallOutcome> then) {
        var exchange = requests.make(first, count);
        exchanges.add(exchange);
        var unused = exchange.outcome().whenComplete((outcome, error) -> {
            if (error != null) {
                result.completeExceptionally(
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
                return;
            }
            try {
                then.accept(outcome);
            } catch (RuntimeException | Error e) {
                // Otherwise the prompt would never complete.
                result.completeExceptionally(e);
            }
        });
        if (result.isDone()) {
            exchange.cancel();
        } else {
            exchange.start();
        }
    }

    private void answered(int first, CallOutcome outcome) {
        if (outcome instanceof Answer answer) {
            if (keep(first, answer)) {
                result.complete(generated());
            }
        } else if (outcome instanceof PromptRejected rejected) {
            result.complete(new Refused(rejected.reason(), rejected.message(), 0));
        } else {
            result.completeExceptionally(new ModelException("the server refuses a request for one text"));
        }
    }

    /** @return whether that was the last one */
    private synchronized boolean keep(int first, Answer answer) {
        var wanted = request.settings().candidates() - first;
        answers.put(first, answer.choices().size() <= wanted ? answer : cut(answer, wanted));
        return answers.values().stream()
                        .mapToInt(known -> known.choices().size())
                        .sum()
                >= request.settings().candidates();
    }

    private synchronized Generated generated() {
        var inOrder = new ArrayList<>(answers.values());
        return new Generated(List.of(), inOrder.get(0).promptTokens(), Candidates.of(inOrder));
    }

    /** Of more texts than were requested the first ones. */
    private static Answer cut(Answer answer, int wanted) {
        List<Choice> first = answer.choices().subList(0, wanted);
        return new Answer(first, answer.promptTokens(), answer.newTokens());
    }
}
