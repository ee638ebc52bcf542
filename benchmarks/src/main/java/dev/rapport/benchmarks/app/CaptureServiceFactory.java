package dev.rapport.benchmarks.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.http.Admission;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.schemas.id.EventKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Capture with its defaults and without the topology that ingestion runs beside it: that one is measured apart. */
final class CaptureServiceFactory implements ServiceFactory {
    private static final int ANSWER_THREADS = 2;

    @Override
    public List<String> applicationIds() {
        return List.of();
    }

    @Override
    public Service create(ServiceContext context) {
        var config = CaptureConfig.from(context.config());
        var meters = new SourceMeters(context.meters());
        var admission = new Admission(ConfiguredSources.from(context.config(), meters::refusedFile), meters);
        var sinkConfig = KafkaSinkConfig.from(context.config());
        var sink = new KafkaEventSink(
                () -> KafkaEventSink.producer(context.kafka(), sinkConfig),
                context.serdes(),
                new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of),
                sinkConfig,
                new EventMeters(context.meters()));
        var answers = answerThreads();
        var capture = new Capture(
                new EventCheck(config), sink, () -> UUID.randomUUID().toString());
        var resource = new CaptureResource(
                capture, config, admission, new RequestMeters(context.meters()), InstantSource.system(), answers);
        return new CaptureAlone(sink, answers, resource);
    }

    /** As capture's own, under a name that {@link MeteredWork} knows. */
    static ExecutorService answerThreads() {
        var number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                ANSWER_THREADS, work -> new Thread(work, "bench-answers-" + number.incrementAndGet()));
    }

    private record CaptureAlone(KafkaEventSink sink, ExecutorService answers, CaptureResource resource)
            implements Service {
        @Override
        public String name() {
            return "capture";
        }

        @Override
        public void start(Consumer<Throwable> onFailure) {
            sink.open();
        }

        @Override
        public Health health() {
            return new Health(true, true, "capture");
        }

        @Override
        public List<HttpRoutes> routes() {
            return List.of(resource);
        }

        @Override
        public void close() {
            sink.close();
            answers.shutdown();
        }
    }
}
