package dev.rapport.inference;

import dev.rapport.inference.GenerationRequest.Overflow;
import dev.rapport.inference.GenerationResult.Refusal;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.decoding.CandidateDecoding;
import dev.rapport.inference.decoding.DecodeListener;
import dev.rapport.inference.generation.TokenRules;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelLocator;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.djl.DjlLanguageModel;
import dev.rapport.inference.model.djl.DjlTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine in this process. Prompts of all callers share one batch, and join and leave it at any step. One thread of its own, {@code rapport-model}, owns the model.
 *
 * <p>The JVM must not end while the model steps: PyTorch is torn down then, and the process may crash. A process that
 * stops in good order waits in its shutdown hook until it has closed its generators; others call {@link #closeAtExit()}.
 */
public final class LocalTextGenerator implements TextGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTextGenerator.class);

    private final ModelInfo info;
    private final Tokenizer tokenizer;
    private final ModelThread thread;

    private LocalTextGenerator(ModelInfo info, Tokenizer tokenizer, ModelThread thread) {
        this.info = info;
        this.tokenizer = tokenizer;
        this.thread = thread;
    }

    /**
     * Opens the model that a reference names, see {@link ModelLocator}.
     *
     * @throws ModelException when it cannot be used, in one line
     */
    public static LocalTextGenerator open(String reference, GeneratorConfig config) {
        return open(Checkpoint.open(ModelLocator.system().locate(reference)), config);
    }

    /** Opens a checkpoint that has been read. */
    public static LocalTextGenerator open(Checkpoint checkpoint, GeneratorConfig config) {
        var tokenizer = new DjlTokenizer(checkpoint.tokenizer());
        try {
            var loading = new Loading(checkpoint, config);
            var thread = new ModelThread(loading, config.batching());
            return new LocalTextGenerator(loading.info(), tokenizer, thread);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** A generator over any model; takes ownership of model and tokenizer. */
    public static LocalTextGenerator over(
            LanguageModel model, Tokenizer tokenizer, ModelInfo info, GeneratorConfig config) {
        return new LocalTextGenerator(info, tokenizer, new ModelThread(() -> model, config.batching()));
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Sizes of the model and of its cache. */
    public ModelShape shape() {
        return thread.shape();
    }

    /** @param listener told of what the engine does from now on, on the model's thread */
    public void listen(DecodeListener listener) {
        thread.listen(listener);
    }

    public GeneratorStatistics statistics() {
        var counters = thread.counters();
        return new GeneratorStatistics(
                counters.steps(),
                counters.generatedTokens(),
                counters.prefillTokens(),
                counters.sharedTokens(),
                counters.activeSlots(),
                counters.waiting(),
                (long) (shape().pages() - counters.freePages()) * shape().pageBytes());
    }

    @Override
    public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
        return submit(request, TextListener.NONE);
    }

    /** The same, with every candidate's text as it grows. */
    public CompletableFuture<GenerationResult> submit(GenerationRequest request, TextListener listener) {
        var whole = tokenizer.encode(request.prompt());
        var prompt = request.overflow() == Overflow.TRUNCATE_LEFT
                ? withRoomFor(request.settings().maxNewTokens(), whole)
                : whole;
        var refused = refusal(prompt, request.settings().maxNewTokens());
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(refused.get());
        }
        var job =
                new GenerationJob(prompt, whole.length - prompt.length, request, candidates(prompt, request, listener));
        var unused = job.result().whenComplete((result, failure) -> {
            if (failure instanceof CancellationException) {
                thread.giveUp(job);
            }
        });
        thread.submit(job);
        return job.result();
    }

    /**
     * Logits of the token after a prompt, one a token of the model's vocabulary.
     *
     * @throws ModelException when the prompt is empty or longer than the context, or the model failed
     */
    public float[] firstLogits(String prompt) {
        var tokens = tokenizer.encode(prompt);
        var refused = refusal(tokens, 1);
        if (refused.isPresent()) {
            throw new ModelException(refused.get().detail());
        }
        var job = new LogitsJob(tokens);
        thread.submit(job);
        return join(job.result());
    }

    /**
     * Closes this when the JVM ends, for programs that do not stop by themselves on a signal: prompts under way then fail.
     * Not for services, which answer those first.
     *
     * @return this
     * @throws IllegalStateException when the JVM is ending, or it was called before
     */
    public LocalTextGenerator closeAtExit() {
        try {
            thread.closeAtExit();
        } catch (IllegalStateException | IllegalArgumentException e) {
            close();
            throw new IllegalStateException(e.getMessage(), e);
        }
        return this;
    }

    /** Ends after the step under way; prompts that have not ended fail. Releases native memory. */
    @Override
    public void close() {
        thread.close();
        tokenizer.close();
    }

    private List<CandidateDecoding> candidates(int[] prompt, GenerationRequest request, TextListener listener) {
        var settings = request.settings();
        var end = shape().endOfTextId();
        var badWords = settings.badWords().stream()
                .flatMap(word -> Stream.of(word, " " + word))
                .map(tokenizer::encode)
                .toList();
        return IntStream.range(0, settings.candidates())
                .mapToObj(number -> new CandidateDecoding(
                        new TokenRules(prompt, settings, request.seed(), number, end, badWords),
                        settings,
                        end,
                        tokenizer,
                        part -> tell(listener, number, part)))
                .toList();
    }

    /** The last tokens of a prompt that is too long, as many as fit; the whole where not even one does. */
    private int[] withRoomFor(int newTokens, int[] prompt) {
        // The last new token is never read, so it needs no position.
        var most = (long) shape().contextLength() - newTokens + 1;
        return most < 1 || prompt.length <= most
                ? prompt
                : Arrays.copyOfRange(prompt, prompt.length - (int) most, prompt.length);
    }

    /** Whoever listens must not take the engine down for all others. */
    private static void tell(TextListener listener, int candidate, String part) {
        try {
            listener.part(candidate, part);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("a listener failed at a part of a text");
        }
    }

    private Optional<Refused> refusal(int[] prompt, int maxNewTokens) {
        if (prompt.length == 0) {
            return Optional.of(new Refused(Refusal.EMPTY_PROMPT, "the prompt is empty", 0));
        }
        var shape = shape();
        // The last new token is never read, so it needs no position.
        if ((long) prompt.length + maxNewTokens - 1 > shape.contextLength()) {
            return Optional.of(new Refused(
                    Refusal.PROMPT_TOO_LONG,
                    "the prompt has " + prompt.length + " tokens; with " + maxNewTokens
                            + " new ones that is more than the model's context of " + shape.contextLength(),
                    prompt.length));
        }
        if (!Scheduler.fits(prompt.length, maxNewTokens, shape.pageTokens(), shape.pages())) {
            return Optional.of(new Refused(
                    Refusal.CACHE_TOO_SMALL,
                    "the prompt's " + prompt.length + " tokens and " + maxNewTokens
                            + " new ones need more than the whole cache; raise inference.batching.kv-budget",
                    prompt.length));
        }
        return Optional.empty();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            // A fresh exception: its stack trace is the caller's.
            throw new ModelException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    /** Loads a model on the thread that will own it, and remembers what it is. */
    private static final class Loading implements Supplier<LanguageModel> {
        private final Checkpoint checkpoint;
        private final GeneratorConfig config;
        private volatile ModelInfo info = new ModelInfo("", "", "", "");

        Loading(Checkpoint checkpoint, GeneratorConfig config) {
            this.checkpoint = checkpoint;
            this.config = config;
        }

        @Override
        public LanguageModel get() {
            var model = DjlLanguageModel.load(
                    checkpoint,
                    config.device(),
                    config.precision(),
                    config.cacheBytes(),
                    config.batching().maxSlots());
            info = model.info();
            return model;
        }

        ModelInfo info() {
            return info;
        }
    }
}
