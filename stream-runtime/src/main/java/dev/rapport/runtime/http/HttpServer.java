package dev.rapport.runtime.http;

import io.javalin.Javalin;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one HTTP server of a process. Unexpected errors become a 500 with an id that is also in the log. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String IPV4_LOOPBACK = "127.0.0.1";
    /** Most batches of events are read with one call of the system; a connection that rests has no buffer. */
    private static final int INPUT_BUFFER_BYTES = 32 * 1_024;

    private static final String IPV6_LOOPBACK = "::1";

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts serving.
     *
     * @throws HttpServerException when the port is taken or may not be used
     */
    public static HttpServer start(HttpServerConfig config, List<HttpRoutes> contributions) {
        var limits = new RequestLimits(
                config,
                contributions.stream().flatMap(part -> part.streams().stream()).toList());
        var loopback = config.host().equals(HttpServerConfig.LOOPBACK);
        var javalin = Javalin.create(settings -> {
            settings.startup.showJavalinBanner = false;
            settings.startup.showOldJavalinVersionWarning = false;
            settings.startup.startupWatcherEnabled = false;
            settings.http.maxRequestSize = config.maxRequestSize().bytes();
            settings.http.defaultContentType = "application/json";
            settings.jetty.modifyServer(limits::addTo);
            settings.jetty.modifyServer(server -> server.setErrorHandler(new JsonErrors()));
            settings.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JsonErrors()));
            settings.jetty.addConnector((server, http) ->
                    connector(server, http, limits, loopback ? IPV4_LOOPBACK : config.host(), config.port()));
            // Some SDKs put a slash behind the host they are given and a slash before the path.
            settings.router.treatMultipleSlashesAsSingleSlash = true;
            config.publicListener()
                    .ifPresent(open -> settings.jetty.addConnector(
                            (server, http) -> connector(server, http, limits, open.host(), open.port())));
            settings.routes.beforeMatched(new AccessCheck(
                    new AccessRules(
                            !config.isOpen(),
                            config.access().isOpen(),
                            new HostNames(config.access().names())),
                    config.access(),
                    config.publicListener().map(PublicListener::port).orElse(0)));
            var routes = new Routes(settings.routes);
            contributions.forEach(contribution -> contribution.addTo(routes));
            settings.routes.exception(EndpointNotFound.class, (error, context) -> context.status(404)
                    .json(Map.of("error", "there is nothing at " + context.method() + " " + context.path())));
            settings.routes.exception(Exception.class, (error, context) -> {
                var errorId = UUID.randomUUID().toString();
                LOG.atError()
                        .addKeyValue("route", context.endpoint().path)
                        .addKeyValue("errorId", errorId)
                        .log("request failed", error);
                context.status(500).json(Map.of("error", "internal error, see the log", "errorId", errorId));
            });
        });
        try {
            javalin.start();
        } catch (JavalinBindException | UnresolvedAddressException e) {
            throw new HttpServerException(
                    "port " + config.port() + " on " + config.host()
                            + " cannot be used: it is taken, is not of this machine, or needs more rights; choose another with http.port",
                    e);
        }
        if (config.isOpen()
                && config.access().isOpen()
                && config.access().tokens().isEmpty()) {
            LOG.warn(
                    "every program that reaches port {} may read customers and replies: http.tokens-file asks for tokens",
                    config.port());
        }
        if (loopback) {
            listenOnIpv6Too(javalin, limits);
        }
        return new HttpServer(javalin);
    }

    /** The port that is bound; the one asked for, or the one found when 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, RequestLimits limits, String host, int port) {
        var connections = new HttpConnectionFactory(http);
        connections.setInputBufferSize(INPUT_BUFFER_BYTES);
        var connector = new ServerConnector(server, connections);
        connector.setHost(host);
        connector.setPort(port);
        limits.addTo(connector);
        return connector;
    }

    /** Some clients try no other address than the first that the name has. */
    private static void listenOnIpv6Too(Javalin javalin, RequestLimits limits) {
        var server = javalin.jettyServer().server();
        var http = server.getConnectors()[0]
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration();
        var connector = connector(server, http, limits, IPV6_LOOPBACK, javalin.port());
        server.addConnector(connector);
        try {
            connector.start();
        } catch (Exception e) {
            // A machine without IPv6, or a port that is taken there only.
            server.removeConnector(connector);
            LOG.debug("not listening on {}", IPV6_LOOPBACK, e);
        }
    }
}
