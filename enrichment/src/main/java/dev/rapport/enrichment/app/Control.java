package dev.rapport.enrichment.app;

import dev.rapport.enrichment.control.ControlTopology;
import dev.rapport.enrichment.control.GroupProgress;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The check of campaigns and products, an application of its own: enrichment must not decide about an event before what
 * was published earlier is accepted, and one application cannot wait for itself.
 */
final class Control implements AutoCloseable {
    /** Above the transaction and session timeouts of a killed process. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(2);

    private final StreamsRunner runner;
    private final GroupProgress progress;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Control(ServiceContext context) {
        runner = new StreamsRunner(
                EnrichmentServiceFactory.CONTROL,
                new ControlTopology(context.serdes(), context.meters()).build(),
                context.kafka(),
                context.streams(),
                context.meters());
        progress = new GroupProgress(context.kafka(), EnrichmentServiceFactory.CONTROL);
    }

    void start(Consumer<Throwable> onFailure) {
        runner.start(error -> {
            stopped.countDown();
            onFailure.accept(error);
        });
    }

    /**
     * Returns when everything published until now is accepted or a dead letter.
     *
     * @throws org.apache.kafka.common.KafkaException when that does not happen in time
     */
    void awaitChecked() {
        progress.await(List.of(Topics.CAMPAIGNS, Topics.CATALOG), stopped, READ_WITHIN);
    }

    Health health() {
        return runner.health();
    }

    @Override
    public void close() {
        stopped.countDown();
        runner.close();
    }
}
