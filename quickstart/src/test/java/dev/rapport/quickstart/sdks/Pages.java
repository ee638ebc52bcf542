package dev.rapport.quickstart.sdks;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.quickstart.app.SystemBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A web site with the web SDKs, on an origin of its own, and a browser to visit it. Used by one thread. */
final class Pages implements AutoCloseable {
    private static final Pattern HERE = Pattern.compile("http://(localhost|127\\.0\\.0\\.1):|data:|blob:");

    private final HttpServer server;
    private final SystemBrowser browser;
    private final Path folder;

    /** @param folder where the SDKs are installed */
    Pages(Path folder, Path chromium) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        this.browser = SystemBrowser.launch(chromium);
    }

    /** Opens the SDK's page, with cookies and storage of its own. */
    Sending open(Run run, URI host) {
        return new Visit(run, host);
    }

    @Override
    public void close() {
        browser.close();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var file = folder.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            var html = file.toString().endsWith(".html");
            exchange.getResponseHeaders()
                    .set("Content-Type", (html ? "text/html" : "text/javascript") + "; charset=utf-8");
            var bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private final class Visit implements Sending {
        private final List<String> said = new CopyOnWriteArrayList<>();
        private final BrowserContext context = browser.browser().newContext();
        private final Page page = context.newPage();
        private final Run run;
        private final URI host;
        private Optional<Calling> calling = Optional.empty();

        Visit(Run run, URI host) {
            this.run = run;
            this.host = host;
            page.onPageError(said::add);
            page.onConsoleMessage(message -> said.add(message.type() + ": " + message.text()));
            page.onRequest(request -> {
                if (!HERE.matcher(request.url()).lookingAt()) {
                    said.add("error: asks a stranger: " + request.url());
                }
            });
            page.navigate(address("", run.forDriver(host)));
        }

        @Override
        public Optional<Calling> calling() {
            if (calling.isEmpty()
                    && page.evaluate("globalThis.called !== undefined").equals(true)) {
                calling = Optional.of(Calling.ofMillis(time("from"), time("to")));
                if (run.leavesPage()) {
                    page.navigate(address("?next", run.forNextPage(host)));
                }
            }
            return calling;
        }

        /** A page stays open. */
        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public String said() {
            return String.join("\n", said);
        }

        @Override
        public void close() {
            context.close();
        }

        private long time(String field) {
            return ((Number) page.evaluate("globalThis.called." + field)).longValue();
        }

        private String address(String query, JsonNode json) {
            return "http://localhost:" + server.getAddress().getPort() + "/"
                    + run.sdk().file().getFileName() + query + "#"
                    + URLEncoder.encode(json.toString(), StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
