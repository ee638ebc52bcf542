package dev.rapport.benchmarks.app;

import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.schemas.topic.Topics;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What no capture over HTTP can do without, and nothing else: the same HTTP server hands the bytes of a body to a producer
 * with the same settings, as one record, and answers once it is acknowledged. Nothing is looked at.
 */
final class CaptureSkeletonFactory implements ServiceFactory {
    static final String NAME = "the same server hands each body to the producer";
    static final String PATH = "/skeleton";

    @Override
    public List<String> applicationIds() {
        return List.of();
    }

    @Override
    public Service create(ServiceContext context) {
        return new Skeleton(
                KafkaEventSink.producer(context.kafka(), KafkaSinkConfig.from(context.config())),
                CaptureServiceFactory.answerThreads());
    }

    private record Skeleton(Producer<String, byte[]> producer, ExecutorService answers) implements Service, HttpRoutes {
        @Override
        public String name() {
            return "skeleton";
        }

        @Override
        public void start(Consumer<Throwable> onFailure) {}

        @Override
        public Health health() {
            return new Health(true, true, "skeleton");
        }

        @Override
        public List<HttpRoutes> routes() {
            return List.of(this);
        }

        @Override
        public void addTo(Routes routes) {
            routes.post(PATH, Role.CAPTURE, this::take);
        }

        private void take(Context context) {
            var record = new ProducerRecord<String, byte[]>(Topics.EVENTS_CAPTURED.name(), context.bodyAsBytes());
            context.future(
                    () -> send(record).thenRunAsync(() -> context.status(200).result("{\"success\":true}"), answers));
        }

        private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
            var stored = new CompletableFuture<Void>();
            var unused = producer.send(record, (metadata, error) -> {
                if (error == null) {
                    stored.complete(null);
                } else {
                    stored.completeExceptionally(error);
                }
            });
            return stored;
        }

        @Override
        public void close() {
            producer.close();
            answers.shutdown();
        }
    }
}
