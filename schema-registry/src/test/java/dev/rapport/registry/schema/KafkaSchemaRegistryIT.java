package dev.rapport.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.registry.http.RegistryRoutes;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.registry.HttpSchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaSchemaRegistryIT {
    private static final Schema ONE = record("Person").requiredString("id").endRecord();
    private static final Schema TWO =
            record("Person").requiredString("id").optionalString("name").endRecord();
    private static final Schema INCOMPATIBLE =
            record("Person").requiredLong("id").endRecord();

    private static final String SCHEMAS = "_schemas";

    private static EmbeddedKafka broker;

    @BeforeAll
    static void startBroker(@TempDir Path dir) {
        broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** The broker is for all tests; none finds what another has registered. */
    @AfterEach
    void removeSchemas() throws Exception {
        try (var admin = Admin.create(connection().admin("testing"))) {
            admin.deleteTopics(List.of(SCHEMAS)).all().get();
            var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (admin.listTopics().names().get().contains(SCHEMAS)) {
                assertThat(System.nanoTime()).as("%s is still listed", SCHEMAS).isLessThan(until);
            }
        }
    }

    @Test
    void keepsEveryIdOfTheContractAcrossReopening() {
        // Given
        var before = new ArrayList<Integer>();
        try (var registry = open()) {
            Topics.all()
                    .forEach(
                            topic -> before.add(registry.register(topic.name() + "-value", schema(topic.valueType()))));
        }
        // When
        try (var registry = open()) {
            // Then: known, so nothing is written; and the schema of an id is the one that was registered
            var after = new ArrayList<Integer>();
            Topics.all()
                    .forEach(topic -> after.add(registry.register(topic.name() + "-value", schema(topic.valueType()))));
            assertThat(after).isEqualTo(before);
            // A schema of two topics has one id.
            assertThat(after.stream().distinct())
                    .hasSameSizeAs(Topics.all().stream()
                            .map(topic -> schema(topic.valueType()))
                            .distinct()
                            .toList());
            assertThat(registry.schemaById(after.get(0)))
                    .isEqualTo(schema(Topics.all().get(0).valueType()));
        }
        assertThat(stored()).isEqualTo(before.size());
    }

    @Test
    void agreesWithOtherProcessesOnIds() {
        try (var mine = open();
                var theirs = open()) {
            // When: both write in turns, each with what the other does not know yet
            var person = mine.register("person-value", ONE);
            var reply = theirs.register("reply-value", Reply.getClassSchema());
            var prompt = mine.register("prompt-value", Prompt.getClassSchema());
            // Then
            assertThat(List.of(person, reply, prompt)).containsExactly(1, 2, 3);
            assertThat(theirs.register("person-value", ONE)).isEqualTo(person);
            assertThat(mine.schemaById(reply)).isEqualTo(Reply.getClassSchema());
            assertThat(theirs.schemaById(prompt)).isEqualTo(Prompt.getClassSchema());
        }
    }

    @Test
    void givesOutNoIdThatOthersCannotReadYet() {
        try (var mine = open();
                var theirs = open()) {
            for (var number = 0; number < 5; number++) {
                // When: each takes the writing over from the other
                var here = mine.register("here-" + number, numbered("here", number));
                // Then
                assertThat(theirs.schemaById(here)).isEqualTo(numbered("here", number));
                var there = theirs.register("there-" + number, numbered("there", number));
                assertThat(mine.schemaById(there)).isEqualTo(numbered("there", number));
            }
        }
    }

    @Test
    void givesNoIdTwiceWhenProcessesRace() {
        try (var mine = open();
                var theirs = open()) {
            // When
            var left = CompletableFuture.supplyAsync(() -> registerMany(mine, "left"));
            var right = CompletableFuture.supplyAsync(() -> registerMany(theirs, "right"));
            // Then
            var ids = new ArrayList<>(left.join());
            ids.addAll(right.join());
            assertThat(ids).doesNotHaveDuplicates().hasSize(20);
        }
        try (var reopened = open()) {
            assertThat(reopened.schemaById(reopened.register("left-7", numbered("left", 7))))
                    .isEqualTo(numbered("left", 7));
        }
    }

    @Test
    void answersAClientOverHttp() {
        try (var registry = open();
                var server = serve(registry)) {
            // Given
            var client = new HttpSchemaRegistry("http://127.0.0.1:" + server.port() + "/");
            // When
            var first = client.register("person-value", ONE);
            var second = client.register("person-value", TWO);
            // Then
            assertThat(List.of(first, second)).containsExactly(1, 2);
            assertThat(new HttpSchemaRegistry("http://127.0.0.1:" + server.port()).schemaById(2))
                    .isEqualTo(TWO);
            assertThat(catchThrowableOfType(
                                    SchemaRegistryException.class, () -> client.register("person-value", INCOMPATIBLE))
                            .errorCode())
                    .isEqualTo(409);
            var unknown = catchThrowableOfType(SchemaRegistryException.class, () -> client.schemaById(99));
            assertThat(unknown.errorCode()).isEqualTo(40403);
            assertThat(unknown.isUnknownSchema()).isTrue();
        }
    }

    @Test
    void saysNothingAboutRecordsWhenNobodyListens() {
        // Given
        int port;
        try (var registry = open();
                var server = serve(registry)) {
            port = server.port();
        }
        // Then
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> new HttpSchemaRegistry("http://127.0.0.1:" + port).schemaById(1))
                .matches(e -> !e.isUnknownSchema());
    }

    @Test
    void speaksConfluentsProtocol() throws IOException, InterruptedException {
        try (var registry = open();
                var server = serve(registry)) {
            // Given
            registry.register("person-value", ONE);
            registry.register("person-value", TWO);
            // Then
            assertAnswer(server, "/subjects", 200, "[\"person-value\"]");
            assertAnswer(server, "/subjects/person-value/versions", 200, "[1,2]");
            assertThat(get(server, "/subjects/person-value/versions/latest").body())
                    .contains("\"version\":2", "\"id\":2", "\"subject\":\"person-value\"");
            assertThat(get(server, "/schemas/ids/1").body()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record\\\"");
            assertAnswer(server, "/schemas/types", 200, "[\"AVRO\"]");
            assertThat(get(server, "/schemas/ids/1/versions").body())
                    .contains("\"subject\":\"person-value\"", "\"version\":1");
            assertAnswer(server, "/config", 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
            assertCode(get(server, "/subjects/nobody/versions"), 404, 40401);
            assertCode(get(server, "/subjects/person-value/versions/9"), 404, 40402);
            assertCode(get(server, "/subjects/person-value/versions/x"), 422, 42202);
            assertCode(get(server, "/subjects/person-value/elsewhere"), 404, 404);
            assertCode(get(server, "/schemas/ids/99"), 404, 40403);
            assertCode(get(server, "/schemas/ids/x"), 422, 42201);
            assertCode(post(server, "/subjects/person-value/versions", "{\"schema\":\"{}\"}"), 422, 42201);
            assertCode(post(server, "/subjects/person-value/versions", "{}"), 422, 42201);
            assertCode(post(server, "/subjects/person-value/versions", "no json"), 422, 42201);
            assertCode(post(server, "/subjects/person-value/versions", request(INCOMPATIBLE)), 409, 409);
            assertThat(post(server, "/subjects/person-value", request(ONE)).body())
                    .contains("\"version\":1");
            assertCode(post(server, "/subjects/person-value", request(INCOMPATIBLE)), 404, 40403);
            assertCode(post(server, "/subjects/nobody", request(ONE)), 404, 40401);
            var compatible = "/compatibility/subjects/person-value/versions/latest";
            assertThat(post(server, compatible, request(ONE)).body()).isEqualTo("{\"is_compatible\":true}");
            assertThat(post(server, compatible, request(INCOMPATIBLE)).body()).isEqualTo("{\"is_compatible\":false}");
        }
    }

    private KafkaSchemaRegistry open() {
        return KafkaSchemaRegistry.open(connection());
    }

    private static KafkaConnection connection() {
        return KafkaConnection.to(broker.bootstrapServers());
    }

    private long stored() {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var reader = TopicReader.open(connection(), "testing", SCHEMAS)) {
            reader.readToEnd(records::add);
        }
        return records.size();
    }

    private static List<Integer> registerMany(KafkaSchemaRegistry registry, String name) {
        var ids = new ArrayList<Integer>();
        for (var n = 0; n < 10; n++) {
            ids.add(registry.register(name + "-" + n, numbered(name, n)));
        }
        return ids;
    }

    private static Schema numbered(String name, int n) {
        return record(name + n).requiredString("id").endRecord();
    }

    private static SchemaBuilder.FieldAssembler<Schema> record(String name) {
        return SchemaBuilder.record(name).fields();
    }

    private static Schema schema(Class<?> type) {
        return SpecificData.get().getSchema(type);
    }

    private static String request(Schema schema) {
        return Json.strict().createObjectNode().put("schema", schema.toString()).toString();
    }

    private static HttpServer serve(KafkaSchemaRegistry registry) {
        return HttpServer.start(
                new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(1)), List.of(new RegistryRoutes(registry)));
    }

    private static void assertAnswer(HttpServer server, String path, int status, String body)
            throws IOException, InterruptedException {
        var answer = get(server, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/vnd.schemaregistry.v1+json"));
    }

    private static void assertCode(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.body()).contains("\"error_code\":" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, path)));
    }

    private static HttpResponse<String> post(HttpServer server, String path, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, path)).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
