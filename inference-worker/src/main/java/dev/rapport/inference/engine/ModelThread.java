package dev.rapport.inference.engine;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.batching.Scheduler;
import dev.rapport.inference.decoding.DecodeCounters;
import dev.rapport.inference.decoding.DecodeListener;
import dev.rapport.inference.decoding.DecodeLoop;
import dev.rapport.inference.decoding.Decoding;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepOutput;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one platform thread that owns a model: loads it, steps it while there is work, closes it. Jobs come in through a
 * queue and join the batch between two steps. When the JVM ends, the owner decides what happens to jobs in progress: it
 * closes this after the last of them, or asks for {@link #closeAtExit()}.
 */
final class ModelThread implements AutoCloseable {
    /** Max wait for the current step: a process must not end while native code runs. */
    private static final long LAST_STEP_SECONDS = 30;

    /** Nanoseconds of longer ones overflow: these have no deadline. */
    private static final Duration MAX_WAIT = Duration.ofDays(36_500);

    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final DecodeCounters counters = new DecodeCounters();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread;
    private final Thread atExit = new Thread(this::stop, "rapport-model-exit");
    private volatile DecodeListener listener = DecodeListener.NONE;
    private volatile boolean closing;
    private volatile @Nullable ModelShape shape;
    private volatile @Nullable RuntimeException failure;

    /** A message to the thread; {@link #STOP} wakes it to end. */
    private record Message(@Nullable Job job, boolean isGivenUp) {
        static final Message STOP = new Message(null, false);
    }

    /** A sequence and the job that it belongs to. */
    private record Part(Job job, Decoding decoding) implements Decoding {
        @Override
        public TokenChoice choice(int row) {
            return decoding.choice(row);
        }

        @Override
        public boolean wantsLogits() {
            return decoding.wantsLogits();
        }

        @Override
        public boolean accept(StepOutput output, int choice) {
            return decoding.accept(output, choice);
        }

        @Override
        public void late() {
            decoding.late();
        }
    }

    /**
     * Starts the thread and waits until the model is there.
     *
     * @param model loads the model; called on the thread
     */
    ModelThread(Supplier<LanguageModel> model, BatchingConfig config) {
        thread = new Thread(() -> run(model, config), "rapport-model");
        thread.setDaemon(true);
        // PyTorch's statics are torn down when the process exits: not while it loads, when no owner can close this yet.
        var exitAfterLoading = new Thread(this::awaitLoaded, "rapport-model-loading");
        Runtime.getRuntime().addShutdownHook(exitAfterLoading);
        thread.start();
        try {
            await();
        } finally {
            forget(exitAfterLoading);
        }
        var cause = failure;
        if (cause != null) {
            close();
            throw cause;
        }
    }

    ModelShape shape() {
        var known = shape;
        if (known == null) {
            throw new IllegalStateException("the model is not loaded");
        }
        return known;
    }

    DecodeCounters counters() {
        return counters;
    }

    /** @param next receives what the decode loop does from now on, on the thread */
    void listen(DecodeListener next) {
        listener = next;
    }

    /** Queues a job; one that cannot run any more fails at once. */
    void submit(Job job) {
        var message = new Message(job, false);
        messages.add(message);
        // Only its own: to take STOP away would leave the thread waiting for ever.
        if (closing && messages.remove(message)) {
            job.fail(whyNot());
        }
    }

    /** A job is given up: its sequences leave before the next step. */
    void giveUp(Job job) {
        messages.add(new Message(job, true));
    }

    /** Closes when the JVM ends, after the current step, unless it is closed already. */
    void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public void close() {
        stop();
        forget(atExit);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is exiting: the hook runs already, and does no harm.
            return;
        }
    }

    private void stop() {
        closing = true;
        messages.add(Message.STOP);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LAST_STEP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failQueued();
    }

    private void awaitLoaded() {
        try {
            var unused = loaded.await(LAST_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() {
        try {
            loaded.await();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while the model was loaded", e);
        }
    }

    private void run(Supplier<LanguageModel> supplier, BatchingConfig config) {
        try (var model = supplier.get()) {
            shape = model.shape();
            loaded.countDown();
            work(new DecodeLoop<>(model, config, counters, () -> listener, System::nanoTime));
        } catch (RuntimeException | Error e) {
            fail(e instanceof RuntimeException cause ? cause : new ModelException("the model failed: " + e, e));
        } finally {
            closing = true;
            loaded.countDown();
            failQueued();
        }
    }

    /** Pending jobs fail with the first failure, not with a later one of closing the model. */
    private void fail(RuntimeException why) {
        if (failure == null) {
            failure = why;
        }
    }

    private void work(DecodeLoop<Part> loop) {
        try {
            while (!closing) {
                takeMessages(loop);
                loop.step(part -> part.job().ended(part.decoding()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(new ModelException("the model failed: " + e.getMessage(), e));
        } finally {
            var abandoned = jobsOf(loop.remove(part -> true));
            abandoned.forEach(job -> job.fail(whyNot()));
        }
    }

    /** Waits for a message only when there is nothing else to do. */
    private void takeMessages(DecodeLoop<Part> loop) throws InterruptedException {
        var message = loop.hasWork() ? messages.poll() : messages.take();
        while (message != null) {
            var job = message.job();
            if (job != null && message.isGivenUp()) {
                loop.remove(part -> part.job() == job);
            } else if (job != null) {
                join(loop, job);
            }
            message = messages.poll();
        }
    }

    private static void join(DecodeLoop<Part> loop, Job job) {
        try {
            var parts = job.decodings().stream()
                    .map(decoding -> new Part(job, decoding))
                    .toList();
            loop.submit(parts, job.prompt(), job.maxNewTokens(), job.priority(), deadline(job));
        } catch (RuntimeException e) {
            // Otherwise the job would never complete; others in the batch go on.
            job.fail(new ModelException("the prompt cannot be queued: " + e.getMessage(), e));
        }
    }

    private static long deadline(Job job) {
        return job.maxWait()
                .filter(wait -> wait.compareTo(MAX_WAIT) < 0)
                .map(wait -> System.nanoTime() + wait.toNanos())
                .orElse(Scheduler.NO_DEADLINE);
    }

    private void failQueued() {
        for (var message = messages.poll(); message != null; message = messages.poll()) {
            var job = message.job();
            if (job != null) {
                job.fail(whyNot());
            }
        }
    }

    private RuntimeException whyNot() {
        var cause = failure;
        return cause != null ? cause : closed();
    }

    /** Why nothing runs on a thread that has ended in good order. */
    static ModelException closed() {
        return new ModelException("the generator is closed");
    }

    private static Set<Job> jobsOf(List<Part> parts) {
        var jobs = new HashSet<Job>();
        parts.forEach(part -> jobs.add(part.job()));
        return jobs;
    }
}
