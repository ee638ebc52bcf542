package dev.rapport.testkit.service;

import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.testkit.kafka.TestingKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Services on one free port, with an HTTP client and a reader of their topics. */
public final class TestingService implements AutoCloseable {
    public static final String WRITE_KEY = "testing-key";
    public static final String SOURCE = "testing";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceProcess process;

    private TestingService(ServiceProcess process) {
        this.process = process;
    }

    public static TestingService on(TestingKafka kafka, Map<String, String> moreSettings, ServiceFactory... services)
            throws IOException {
        var settings = Settings.of(Map.of(
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers(),
                        "http.host",
                        "127.0.0.1",
                        "http.port",
                        "0",
                        "topics.partitions",
                        "2",
                        "topics.replication",
                        "1",
                        "ingestion.capture.write-keys",
                        WRITE_KEY + "=" + SOURCE,
                        // Machines that build are busy: no acknowledgement for a second says little there.
                        "ingestion.capture.stall-timeout",
                        "10s",
                        "streams.state-dir",
                        Files.createTempDirectory("rapport-testing-state").toString()))
                .with(moreSettings);
        return new TestingService(ServiceProcess.start(settings, 0, List.of(services), LocalRegistry.alone()));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + process.port() + path);
    }

    /** Posts with Basic authentication. */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var key = Base64.getEncoder().encodeToString((WRITE_KEY + ":").getBytes(StandardCharsets.UTF_8));
        return post(path, body.getBytes(StandardCharsets.UTF_8), Map.of("Authorization", "Basic " + key));
    }

    public HttpResponse<String> post(String path, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    public HttpResponse<String> put(String path, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send("PUT", path, body, headers);
    }

    private HttpResponse<String> send(String method, String path, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The first record of a topic that matches, read from the beginning; empty when none comes in time. */
    public <V extends SpecificRecord> Optional<V> find(Topic<V> topic, Predicate<V> wanted) {
        return findAll(topic, wanted, 1).stream().findFirst();
    }

    /** Records of a topic that match, read from the beginning until there are {@code count} or time is up. */
    public <V extends SpecificRecord> List<V> findAll(Topic<V> topic, Predicate<V> wanted, int count) {
        var found = new ArrayList<V>();
        var values = process.serdes().value(topic).deserializer();
        try (var reader = TopicReader.open(process.kafka(), "testing", topic.name())) {
            var deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (found.size() < count && System.nanoTime() < deadline) {
                reader.poll(Duration.ofMillis(200), record -> {
                    var value = values.deserialize(record.topic(), record.headers(), record.value());
                    // Ticks between the records have no value.
                    if (value != null && wanted.test(value)) {
                        found.add(value);
                    }
                });
            }
        }
        return found;
    }

    /** The last value of every key that has one, read to the end as it is at the call. */
    public <V extends SpecificRecord> Map<String, V> latest(Topic<V> topic) {
        var values = new HashMap<String, V>();
        var deserializer = process.serdes().value(topic).deserializer();
        try (var reader = TopicReader.open(process.kafka(), "testing", topic.name())) {
            reader.readBacklog(record -> values.put(
                    record.key(), deserializer.deserialize(record.topic(), record.headers(), record.value())));
        }
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** Serdes over the registry of the services. */
    public AvroSerdes serdes() {
        return process.serdes();
    }

    /** Prometheus text of the process. */
    public String metrics() throws IOException, InterruptedException {
        return send("GET", "/metrics").body();
    }

    @Override
    public void close() {
        process.close();
    }
}
