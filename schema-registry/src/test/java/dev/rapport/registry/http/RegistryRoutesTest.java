package dev.rapport.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.registry.schema.RegistryProtocol;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.AccessConfig;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryRoutesTest {
    private static final String REGISTER = "/subjects/orders-value/versions";

    @TempDir
    private Path dir;

    private AccessConfig access = access(Map.of());
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> asked = new ArrayList<>();
    private final RegistryProtocol registry = (method, path, body) -> {
        asked.add(method + " " + String.join("/", path));
        return Map.of("id", 1);
    };

    @Test
    void storesSchemasForProgramsOfThisMachine() throws Exception {
        assertThat(post("127.0.0.1", false, REGISTER)).isEqualTo(200);
        assertThat(asked).containsExactly("POST subjects/orders-value/versions");
    }

    @Test
    void storesNothingUnderAnEmptyName() throws Exception {
        // When
        var status = post("127.0.0.1", false, "/subjects//versions");
        // Then
        assertThat(status).isEqualTo(404);
        assertThat(asked).isEmpty();
    }

    @Test
    void storesNothingForAPageInABrowserOfThisMachine() throws Exception {
        assertThat(post("127.0.0.1", false, REGISTER, "Origin", "http://example.com"))
                .isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void storesNothingForWhomAProxyOfThisMachineSpeaks() throws Exception {
        assertThat(post("127.0.0.1", false, REGISTER, "X-Forwarded-For", "203.0.113.7"))
                .isEqualTo(403);
        assertThat(post("127.0.0.1", false, REGISTER, "Forwarded", "for=203.0.113.7"))
                .isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void storesNothingForOtherMachines() throws Exception {
        var host = otherAddress();
        assertThat(post(host, false, REGISTER)).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void answersNoQuestionsOfOtherMachines() throws Exception {
        assertThat(post(otherAddress(), false, "/subjects/orders-value")).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void answersQuestionsOfReadersWithAToken() throws Exception {
        var tokens = Files.writeString(dir.resolve("tokens"), "reader read a-token-of-a-reader\n");
        access = access(Map.of("http.tokens-file", tokens.toString()));
        var token = "Bearer a-token-of-a-reader";
        assertThat(post("127.0.0.1", false, "/subjects/orders-value", "Authorization", token))
                .isEqualTo(200);
        assertThat(post(
                        "127.0.0.1",
                        false,
                        "/compatibility/subjects/orders-value/versions/latest",
                        "Authorization",
                        token))
                .isEqualTo(200);
        assertThat(post("127.0.0.1", false, REGISTER, "Authorization", token)).isEqualTo(403);
    }

    @Test
    void storesSchemasForOtherMachinesWhereTheOperatorSaysSo() throws Exception {
        assertThat(post(otherAddress(), true, REGISTER)).isEqualTo(200);
    }

    /** This machine by an address that others reach it by. */
    private static String otherAddress() throws IOException {
        Optional<InetAddress> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .min((left, right) -> Boolean.compare(right instanceof Inet4Address, left instanceof Inet4Address));
        Assumptions.assumeTrue(address.isPresent(), "skipped: this machine has no address but loopback");
        var text = address.orElseThrow().getHostAddress().split("%", 2)[0];
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static AccessConfig access(Map<String, String> settings) {
        return HttpServerConfig.from(new ConfigReader(Settings.of(settings)), 0).access();
    }

    private int post(String host, boolean networkWrites, String path, String... headers) throws Exception {
        var config = new HttpServerConfig("0.0.0.0", 0, ByteSize.ofKiB(64))
                .with(networkWrites ? access(Map.of("http.access", "open")) : access);
        try (var server = HttpServer.start(config, List.of(new RegistryRoutes(registry)))) {
            var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + path))
                    .POST(BodyPublishers.ofString("{}"));
            for (var i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return http.send(request.build(), BodyHandlers.ofString()).statusCode();
        }
    }
}
