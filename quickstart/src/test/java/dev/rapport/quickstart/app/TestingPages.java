package dev.rapport.quickstart.app;

import com.microsoft.playwright.Browser;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.scoring.dashboard.DashboardRoutes;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The pages on a port of their own, without the API, and a browser to look at them. */
final class TestingPages implements AutoCloseable {
    private final HttpServer server;
    private final SystemBrowser system;

    private TestingPages(HttpServer server, SystemBrowser system) {
        this.server = server;
        this.system = system;
    }

    /** Skips the test where there is no browser. */
    static TestingPages start() {
        var chromium = SystemBrowser.executable();
        Assumptions.assumeTrue(chromium.isPresent(), "Chromium is not installed, see DashboardIT.");
        var server = HttpServer.start(
                new HttpServerConfig("127.0.0.1", 0, ByteSize.ofKiB(64)), List.of(new DashboardRoutes()));
        return new TestingPages(server, SystemBrowser.launch(chromium.orElseThrow()));
    }

    Browser browser() {
        return system.browser();
    }

    /** Address of a page, such as {@code /campaigns}. */
    String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Override
    public void close() {
        system.close();
        server.close();
    }
}
