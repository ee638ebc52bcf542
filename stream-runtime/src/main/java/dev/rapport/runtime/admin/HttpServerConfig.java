package dev.rapport.runtime.admin;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;

/**
 * Where to serve.
 *
 * @param host           address to listen on
 * @param port           0 to 65535; 0 takes any free one
 * @param maxRequestSize larger bodies are refused with 413
 */
public record HttpServerConfig(String host, int port, ByteSize maxRequestSize) {
    /** A whole batch of events, with room for its context. */
    private static final ByteSize MAX_REQUEST = ByteSize.ofKiB(1024);

    public HttpServerConfig {
        Checks.notBlank(host, "http.host");
        Checks.between(0, 65_535, port, "http.port");
        Checks.atLeast(1, maxRequestSize.bytes(), "http.max-request-size");
    }

    /** From {@code http.*} settings. */
    public static HttpServerConfig from(ConfigReader in, int defaultPort) {
        var host = in.text("http.host", "0.0.0.0", "Address the HTTP server listens on.");
        var port = in.integer("http.port", defaultPort, "Port of the HTTP server; 0 takes any free one.");
        var size = in.size("http.max-request-size", MAX_REQUEST, "Largest request body; larger ones get 413.");
        return in.build(
                () -> new HttpServerConfig(host, port, size),
                () -> new HttpServerConfig("0.0.0.0", defaultPort, MAX_REQUEST));
    }
}
