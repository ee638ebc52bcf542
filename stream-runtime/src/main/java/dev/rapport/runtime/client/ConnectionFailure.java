package dev.rapport.runtime.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a request over HTTP has no answer, in one clause: the JDK's own exceptions have no message, or do not say where. */
public final class ConnectionFailure {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private ConnectionFailure() {}

    /**
     * Names host, port and reason.
     *
     * @param error   what the client failed with
     * @param address where the request was sent; nothing of it but host and port is told
     */
    public static String of(Throwable error, URI address) {
        var place = place(address);
        if (isIn(error, UnresolvedAddressException.class) || isIn(error, UnknownHostException.class)) {
            return place + ": the host is not known";
        }
        if (isIn(error, HttpConnectTimeoutException.class)) {
            return place + ": no connection in time";
        }
        if (isIn(error, HttpTimeoutException.class)) {
            return place + ": no answer in time";
        }
        if (isIn(error, ConnectException.class)) {
            return place + ": " + message(error).orElse("connection refused");
        }
        var kind = error.getClass().getSimpleName();
        return place + ": " + message(error).map(told -> kind + ": " + told).orElse("connection broken, " + kind);
    }

    private static String place(URI address) {
        var port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? HTTPS : HTTP;
        return address.getHost() + ":" + port;
    }

    private static boolean isIn(Throwable error, Class<? extends Throwable> kind) {
        return causes(error).anyMatch(kind::isInstance);
    }

    private static Optional<String> message(Throwable error) {
        return causes(error)
                .flatMap(cause -> Stream.ofNullable(cause.getMessage()))
                .filter(message -> !message.isBlank())
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
    }
}
