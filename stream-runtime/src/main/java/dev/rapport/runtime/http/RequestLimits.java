package dev.rapport.runtime.http;

import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;

/**
 * Bounds what one client can hold, in time and number, so that a port stays open for all others: connections, incomplete
 * bodies, threads. Health is asked past the limit of threads.
 */
final class RequestLimits {
    /** Of the server's 250: a client that is slow or many leaves threads to others. */
    private static final int MAX_THREADS_PER_CLIENT = 64;

    private final HttpServerConfig config;
    private final List<String> streams;

    /** @param streams paths without a limit of threads, beside health */
    RequestLimits(HttpServerConfig config, List<String> streams) {
        this.config = config;
        this.streams = streams;
    }

    /** Before the server starts. The last handler is the first that a request meets. */
    void addTo(Server server) {
        server.insertHandler(threads());
        server.insertHandler(new BodyBeforeThread(
                Math.toIntExact(config.maxRequestSize().bytes()), config.maxPendingBodies(), config.requestTimeout()));
        server.insertHandler(new WriteDeadline(config.requestTimeout()));
        server.insertHandler(new SecurityHeaders());
    }

    /** Before the connector starts. */
    void addTo(ServerConnector connector) {
        connector.addBean(new ConnectionsPerClient(
                connector.getServer(), config.maxConnectionsPerClient(), config.requestTimeout()));
    }

    private ThreadLimitHandler threads() {
        var limit = new ThreadLimitHandler();
        limit.setThreadLimit(MAX_THREADS_PER_CLIENT);
        limit.excludePath("/health/*");
        streams.forEach(limit::excludePath);
        return limit;
    }
}
