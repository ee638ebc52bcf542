package dev.rapport.inference.engine;

import dev.rapport.inference.decoding.CandidateDecoding;
import dev.rapport.inference.decoding.DecodeListener;
import dev.rapport.inference.engine.PromptReader.Tokens;
import dev.rapport.inference.engine.PromptReader.Unreadable;
import dev.rapport.inference.generation.TokenRules;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.djl.DjlTokenizer;
import dev.rapport.inference.model.source.ModelLocator;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationRequest.Overflow;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.inference.text.TextListener;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine in this process. Prompts of all callers share one batch, and join and leave it at any step. One thread of its
 * own, {@code rapport-model}, owns the model.
 *
 * <p>The JVM must not end while the model steps: PyTorch is torn down then, and the process may crash. A process that
 * stops in good order waits in its shutdown hook until it has closed its generators; others call {@link #closeAtExit()}.
 */
public final class LocalTextGenerator implements TextGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTextGenerator.class);

    private final ModelInfo info;
    private final Tokenizer tokenizer;
    private final ModelThread thread;
    private final PromptReader reader;
    /** Held for reading while the tokenizer is in use, so that it is not closed meanwhile. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private boolean closed;

    private LocalTextGenerator(ModelInfo info, Tokenizer tokenizer, ModelThread thread) {
        this.info = info;
        this.tokenizer = tokenizer;
        this.thread = thread;
        this.reader = new PromptReader(tokenizer, thread.shape());
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
            var loading = new CheckpointLoading(checkpoint, config);
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

    /** @param listener receives what the engine does from now on, on the model's thread */
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
        GenerationJob job;
        open.readLock().lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(ModelThread.closed());
            }
            var reading = reader.read(request);
            if (reading instanceof Unreadable unreadable) {
                return CompletableFuture.completedFuture(unreadable.refused());
            }
            job = job(request, (Tokens) reading, listener);
        } finally {
            open.readLock().unlock();
        }
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
        LogitsJob job;
        open.readLock().lock();
        try {
            if (closed) {
                throw ModelThread.closed();
            }
            var reading = reader.read(prompt, 1, Overflow.REFUSE);
            if (reading instanceof Unreadable unreadable) {
                throw new ModelException(unreadable.refused().detail());
            }
            job = new LogitsJob(((Tokens) reading).read());
        } finally {
            open.readLock().unlock();
        }
        thread.submit(job);
        return join(job.result());
    }

    /**
     * Closes this when the JVM ends, for programs that do not stop by themselves on a signal: prompts in progress then fail.
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

    /** Ends after the current step; prompts that have not ended fail. Releases native memory. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            closed = true;
        } finally {
            open.writeLock().unlock();
        }
        thread.close();
        tokenizer.close();
    }

    private GenerationJob job(GenerationRequest request, Tokens prompt, TextListener listener) {
        return new GenerationJob(
                prompt.read(), prompt.dropped(), request, candidates(prompt.read(), request, listener));
    }

    private List<CandidateDecoding> candidates(int[] prompt, GenerationRequest request, TextListener listener) {
        var settings = request.settings();
        var ends = shape().endOfTextIds();
        var badWords = settings.badWords().stream()
                .flatMap(word -> Stream.of(word, " " + word))
                .map(tokenizer::encode)
                .toList();
        return IntStream.range(0, settings.candidates())
                .mapToObj(number -> new CandidateDecoding(
                        new TokenRules(prompt, settings, request.seed(), number, ends, badWords),
                        settings,
                        ends,
                        tokenizer,
                        part -> publish(listener, number, part)))
                .toList();
    }

    /** A failing listener must not take the engine down for all others. */
    private static void publish(TextListener listener, int candidate, String part) {
        try {
            listener.part(candidate, part);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("a listener failed at a part of a text");
        }
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
}
