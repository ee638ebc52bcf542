package dev.rapport.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.registry.schema.RegistryProtocol;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class RegistryRoutesTest {
    private static final String REGISTER = "/subjects/orders-value/versions";

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
    void answersQuestionsOfOtherMachines() throws Exception {
        var host = otherAddress();
        assertThat(post(host, false, "/subjects/orders-value")).isEqualTo(200);
        assertThat(post(host, false, "/compatibility/subjects/orders-value/versions/latest"))
                .isEqualTo(200);
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

    private int post(String host, boolean networkWrites, String path, String... headers) throws Exception {
        var config = new HttpServerConfig("0.0.0.0", 0, ByteSize.ofKiB(64));
        try (var server = HttpServer.start(config, List.of(new RegistryRoutes(registry, networkWrites)))) {
            var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + server.port() + path))
                    .POST(BodyPublishers.ofString("{}"));
            for (var i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return http.send(request.build(), BodyHandlers.ofString()).statusCode();
        }
    }
}
