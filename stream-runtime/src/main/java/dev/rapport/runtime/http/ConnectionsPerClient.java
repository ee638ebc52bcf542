package dev.rapport.runtime.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Bounds the connections of one client address: those above the limit are closed at once, and so is one that has sent
 * no complete request header in time.
 */
final class ConnectionsPerClient implements Connection.Listener {
    /** @param deadline of its first request */
    private record Open(String client, Scheduler.Task deadline) {}

    private final ConcurrentHashMap<String, Integer> openByClient = new ConcurrentHashMap<>();
    /** A closed connection no longer knows whose it was. */
    private final ConcurrentHashMap<Connection, Open> connections = new ConcurrentHashMap<>();

    private final Server server;
    private final int max;
    private final Duration firstRequestTimeout;

    ConnectionsPerClient(Server server, int max, Duration firstRequestTimeout) {
        this.server = server;
        this.max = max;
        this.firstRequestTimeout = firstRequestTimeout;
    }

    @Override
    public void onOpened(Connection connection) {
        var client = client(connection);
        var deadline = server.getScheduler()
                .schedule(() -> closeIfUnused(connection), firstRequestTimeout.toMillis(), TimeUnit.MILLISECONDS);
        connections.put(connection, new Open(client, deadline));
        if (openByClient.merge(client, 1, Integer::sum) > max) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var open = connections.remove(connection);
        if (open != null) {
            // A deadline that is still to come would keep the connection in memory until then.
            open.deadline().cancel();
            openByClient.computeIfPresent(open.client(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    private static void closeIfUnused(Connection connection) {
        if (connection.getMessagesIn() == 0) {
            connection.getEndPoint().close();
        }
    }

    private static String client(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
    }
}
