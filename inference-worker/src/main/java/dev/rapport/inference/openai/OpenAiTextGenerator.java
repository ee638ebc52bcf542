package dev.rapport.inference.openai;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.inference.text.TextGenerator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text from a server that speaks the OpenAI API: vLLM, llama.cpp, DJL Serving, OpenAI, and gateways before them. Prompts
 * are sent over HTTP, so many at a time; what the server cannot take now is sent again for a while. One thread of its own,
 * {@code rapport-openai}, beside those of the HTTP client.
 *
 * <p>The same seed gives the same text as far as the server keeps that promise.
 */
public final class OpenAiTextGenerator implements TextGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiTextGenerator.class);

    private static final Set<Refusal> BY_SERVER = Set.of(Refusal.REFUSED_BY_SERVER, Refusal.MODEL_FAILED);

    private final OpenAiConfig config;
    private final Server server;
    private final RequestWriter writer;
    private final ExecutorService executor;
    private final Exchange.Terms terms;
    private final AtomicBoolean oneAtATime;
    private final AtomicBoolean hasRefused = new AtomicBoolean();
    private final AtomicLong requests = new AtomicLong();
    private final Set<RemotePrompt> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private OpenAiTextGenerator(OpenAiConfig config, ApiKey key, RetryPolicy policy) {
        this.config = config;
        this.server = new Server(config, key);
        this.writer = new RequestWriter(config);
        this.oneAtATime = new AtomicBoolean(!config.extensions().severalChoices());
        // What comes in after the end is about prompts that have failed.
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                OpenAiTextGenerator::thread,
                (late, pool) -> {});
        var slots = new Slots(config.limits().maxConcurrent(), executor);
        this.terms = new Exchange.Terms(server, slots, config.limits(), policy, writer.writePlain(), executor);
    }

    /** Asks the server nothing yet: one that is not up is waited for when there are prompts. */
    public static OpenAiTextGenerator open(OpenAiConfig config, ApiKey key) {
        return open(config, key, RetryPolicy.DEFAULT);
    }

    static OpenAiTextGenerator open(OpenAiConfig config, ApiKey key, RetryPolicy policy) {
        return new OpenAiTextGenerator(config, key, policy);
    }

    /** Has no checksum: nobody can tell what a server runs under a name. */
    @Override
    public ModelInfo info() {
        var at = config.baseUrl().getAuthority();
        return new ModelInfo(config.model(), "", "unknown", config.extensions().server() + " at " + at);
    }

    /** Tries that were answered with a fault which passes, such as 429 or 503, or not at all. */
    public long faults() {
        return server.faults();
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        if (request.prompt().isEmpty()) {
            return refused(Refusal.EMPTY_PROMPT, "the prompt is empty");
        }
        var unsupported = config.extensions().unsupported(request.settings());
        if (unsupported.isPresent()) {
            return refused(Refusal.UNSUPPORTED_SAMPLING, unsupported.get());
        }
        var prompt = new RemotePrompt(
                request,
                oneAtATime,
                (first, count) ->
                        new Exchange(terms, writer.write(request, first, count), request, requests.incrementAndGet()));
        var result = prompt.result();
        underWay.add(prompt);
        var unused = result.whenComplete((done, error) -> {
            underWay.remove(prompt);
            report(done);
        });
        // Who closes it meanwhile may not have seen this one.
        if (closed) {
            result.completeExceptionally(closed());
        } else {
            prompt.start();
        }
        return result;
    }

    /** Gives up what is under way; prompts that have not ended fail. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(underWay).forEach(prompt -> prompt.result().completeExceptionally(closed()));
        executor.shutdown();
    }

    private void report(@Nullable GenerationResult done) {
        if (done instanceof Refused refused && BY_SERVER.contains(refused.reason()) && !hasRefused.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue("server", server.name())
                    .addKeyValue("error", refused.detail())
                    .log("the server refuses a prompt; further ones are only counted");
        }
    }

    private static CompletableFuture<GenerationResult> refused(Refusal reason, String detail) {
        return CompletableFuture.completedFuture(new Refused(reason, detail, 0));
    }

    private static ModelException closed() {
        return new ModelException("the generator is closed");
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "rapport-openai");
        thread.setDaemon(true);
        return thread;
    }
}
