package dev.rapport.runtime.http;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.util.Optional;

/**
 * A second address of the server that has public routes only, so that capture can face the internet while the rest does
 * not.
 *
 * @param host address to listen on
 * @param port 1 to 65535
 */
public record PublicListener(String host, int port) {
    public PublicListener {
        Checks.notBlank(host, "http.public-host");
        Checks.between(1, 65_535, port, "http.public-port");
    }

    /** None where {@code http.public-port} is 0, its default. */
    static Optional<PublicListener> from(ConfigReader in) {
        var port = in.integer(
                "http.public-port",
                0,
                "Port of a second listener that has public routes only: capture and health; 0 has none.");
        var host = in.text("http.public-host", "0.0.0.0", "Address that the public listener listens on.");
        return in.build(
                () -> port == 0 ? Optional.empty() : Optional.of(new PublicListener(host, port)), Optional::empty);
    }
}
