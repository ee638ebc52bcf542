package dev.rapport.scoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardRoutesTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void serve() {
        server = HttpServer.start(
                new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64)), List.of(new DashboardRoutes()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/catalog"})
    void servesThePageAndEveryFileItNames(String path) throws Exception {
        // When
        var page = get(path);

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
        var links = LINK.matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(get(link).statusCode()).as(link).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard/dashboard.js", "/dashboard/catalog.js"})
    void servesEveryModuleThatTheScriptImports(String path) throws Exception {
        var script = get(path);
        var imports = IMPORT.matcher(script.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(imports).isNotEmpty().allSatisfy(name -> assertThat(
                        get("/dashboard/" + name).statusCode())
                .as(name)
                .isEqualTo(200));
    }

    @Test
    void servesNothingElseOfTheJar() throws Exception {
        assertThat(get("/dashboard/DashboardRoutes.class").statusCode()).isEqualTo(404);
        assertThat(get("/dashboard/..%2f..%2flogback.xml").statusCode()).isGreaterThanOrEqualTo(400);
    }

    private HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
