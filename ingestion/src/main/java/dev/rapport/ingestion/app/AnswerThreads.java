package dev.rapport.ingestion.app;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that give answers once Kafka has acknowledged, so that its network thread does not write to sockets. */
final class AnswerThreads implements Executor, AutoCloseable {
    private static final int THREADS = 2;
    private static final long CLOSE_SECONDS = 5;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS, this::thread);

    @Override
    public void execute(Runnable answer) {
        pool.execute(answer);
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, "capture-answers-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
