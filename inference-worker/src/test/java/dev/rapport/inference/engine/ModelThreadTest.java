package dev.rapport.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelShape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModelThreadTest {
    private static final ModelShape SHAPE = new ModelShape(384, 100, 0, 8, 40);
    private static final int ROUNDS = 500;
    private static final int SUBMITTERS = 3;

    @Test
    @Timeout(20)
    void endsWhileJobsKeepComing() throws InterruptedException, BrokenBarrierException, ExecutionException {
        // Given
        var threads = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                var model = new FakeLanguageModel(SHAPE);
                var thread = new ModelThread(() -> model, new BatchingConfig(4, 50));
                var together = new CyclicBarrier(SUBMITTERS + 1);
                Callable<List<LogitsJob>> submitter = () -> submitSome(thread, together);
                var submitted = IntStream.range(0, SUBMITTERS)
                        .mapToObj(i -> threads.submit(submitter))
                        .toList();

                // When
                together.await();
                thread.close();

                // Then
                assertThat(model.isClosed()).isTrue();
                for (var jobs : submitted) {
                    assertThat(jobs.get()).allMatch(job -> job.result().isDone());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void failsOnlyTheJobThatCannotBeQueued() {
        // Given: a prompt that the cache can never hold
        var model = new FakeLanguageModel(new ModelShape(384, 100, 0, 8, 1));
        try (var thread = new ModelThread(() -> model, new BatchingConfig(4, 50))) {
            var large = new LogitsJob(new int[9]);
            var small = new LogitsJob(new int[8]);

            // When
            thread.submit(large);
            thread.submit(small);

            // Then
            assertThat(small.result().orTimeout(20, TimeUnit.SECONDS).join()).hasSize(384);
            assertThatThrownBy(
                            () -> large.result().orTimeout(20, TimeUnit.SECONDS).join())
                    .rootCause()
                    .hasMessage("a sequence of 9 and 1 tokens cannot be scheduled");
        }
    }

    private static List<LogitsJob> submitSome(ModelThread thread, CyclicBarrier together)
            throws InterruptedException, BrokenBarrierException {
        var jobs = new ArrayList<LogitsJob>();
        together.await();
        for (int i = 0; i < 10; i++) {
            var job = new LogitsJob(new int[] {1, 2});
            thread.submit(job);
            jobs.add(job);
        }
        return jobs;
    }
}
