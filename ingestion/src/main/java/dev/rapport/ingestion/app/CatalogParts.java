package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.sink.PromptAnswers;
import dev.rapport.ingestion.catalog.CatalogConfig;
import dev.rapport.ingestion.catalog.Feeds;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.ingestion.catalog.http.ProductsResource;
import dev.rapport.ingestion.catalog.http.Upload;
import dev.rapport.ingestion.catalog.sink.CatalogMeters;
import dev.rapport.ingestion.catalog.sink.KafkaCatalogLog;
import dev.rapport.ingestion.catalog.sink.KafkaProductSink;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.ServiceContext;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The catalogue's part of ingestion, wired. */
final class CatalogParts implements AutoCloseable {
    /** Feeds that wait for their turn to read the topic; more are refused. */
    private static final int MAX_WAITING = 20;

    private final KafkaProductSink sink;
    private final PromptAnswers prompt;
    private final ExecutorService reading = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), CatalogParts::thread);
    private final HttpRoutes routes;

    CatalogParts(ServiceContext context, KafkaSinkConfig kafka, Executor answers) {
        var config = CatalogConfig.from(context.config());
        var meters = new CatalogMeters(context.meters());
        sink = new KafkaProductSink(() -> KafkaProductSink.producer(context.kafka(), kafka), context.serdes(), meters);
        prompt = new PromptAnswers("catalog", meters::acknowledged, kafka.stallTimeout());
        meters.stalled(prompt::isStalled);
        var feeds = new Feeds(
                new KafkaCatalogLog(context.kafka(), context.serdes(), meters), sink, config.maxRemovedShare());
        var upload = new Upload(new ProductIntake(sink), feeds, meters, prompt, reading);
        routes = new ProductsResource(
                upload, sink, prompt, new RequestMeters(context.meters()), config, InstantSource.system(), answers);
    }

    /** Where products of other adapters are stored. */
    ProductSink sink() {
        return sink;
    }

    HttpRoutes routes() {
        return routes;
    }

    void open() {
        sink.open();
        prompt.start();
    }

    /** From now on nothing new is taken; what waits is still answered. */
    void drain() {
        prompt.drain();
    }

    @Override
    public void close() {
        reading.shutdownNow();
        sink.close();
        prompt.close();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "catalog-feeds");
        thread.setDaemon(true);
        return thread;
    }
}
