package dev.rapport.inference.openai;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.runtime.value.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text from a server that speaks the OpenAI API: vLLM, llama.cpp, DJL Serving, OpenAI, and gateways before them. A limited
 * number of prompts is sent at a time; what the server cannot take now is sent again for a while. One thread of its own,
 * {@code rapport-openai}, beside those of the HTTP client.
 *
 * <p>The same seed gives the same text as far as the server keeps that promise.
 */
public final class OpenAiTextGenerator implements TextGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiTextGenerator.class);

    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofMillis(500), Duration.ofSeconds(20));
    private static final Set<Refusal> BY_SERVER = Set.of(Refusal.REFUSED_BY_SERVER, Refusal.MODEL_FAILED);

    private final OpenAiConfig config;
    private final Server server;
    private final RequestWriter writer;
    private final ExecutorService executor;
    private final RetryingCall.CallContext context;
    private final AtomicBoolean oneAtATime;
    private final AtomicBoolean hasRefused = new AtomicBoolean();
    private final Set<RemotePrompt> inProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private OpenAiTextGenerator(OpenAiConfig config, ApiKey key, Backoff backoff) {
        this.config = config;
        this.server = new Server(config, key);
        this.writer = new RequestWriter(config);
        this.oneAtATime = new AtomicBoolean(!config.extensions().severalChoices());
        // What arrives after the end is about prompts that have failed.
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                OpenAiTextGenerator::thread,
                (late, pool) -> {});
        var limiter = new ConcurrencyLimiter(config.limits().maxConcurrent(), executor);
        this.context =
                new RetryingCall.CallContext(server, limiter, config.limits(), backoff, writer.writePlain(), executor);
    }

    /** Sends nothing yet: a server that is down is waited for once there are prompts. */
    public static OpenAiTextGenerator open(OpenAiConfig config, ApiKey key) {
        return open(config, key, BACKOFF);
    }

    static OpenAiTextGenerator open(OpenAiConfig config, ApiKey key, Backoff backoff) {
        return new OpenAiTextGenerator(config, key, backoff);
    }

    /** Without a checksum: what a server runs under a name is not known. */
    @Override
    public ModelInfo info() {
        var at = config.baseUrl().getAuthority();
        return new ModelInfo(config.model(), "", "unknown", config.extensions().server() + " at " + at);
    }

    /** Attempts that ended in a transient fault, such as 429 or 503, or without a response. */
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
                (first, count) -> new RetryingCall(context, writer.write(request, first, count), request));
        var result = prompt.result();
        inProgress.add(prompt);
        var unused = result.whenComplete((done, error) -> {
            inProgress.remove(prompt);
            report(done);
        });
        // Closing it meanwhile may have missed this one.
        if (closed) {
            result.completeExceptionally(closed());
        } else {
            prompt.start();
        }
        return result;
    }

    /** Gives up what is in progress; prompts that have not ended fail. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(inProgress).forEach(prompt -> prompt.result().completeExceptionally(closed()));
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
