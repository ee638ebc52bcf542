package dev.rapport.runtime.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;

/**
 * Bounds the connections of one client address: those above the limit are closed at once, and so is one that has sent
 * no complete request header in time.
 */
final class ConnectionsPerClient implements Connection.Listener {
    private final ConcurrentHashMap<String, Integer> openByClient = new ConcurrentHashMap<>();
    /** A closed connection no longer knows whose it was. */
    private final ConcurrentHashMap<Connection, String> clients = new ConcurrentHashMap<>();

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
        clients.put(connection, client);
        if (openByClient.merge(client, 1, Integer::sum) > max) {
            connection.getEndPoint().close();
            return;
        }
        server.getScheduler()
                .schedule(
                        () -> {
                            if (connection.getMessagesIn() == 0) {
                                connection.getEndPoint().close();
                            }
                        },
                        firstRequestTimeout.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void onClosed(Connection connection) {
        var client = clients.remove(connection);
        if (client != null) {
            openByClient.computeIfPresent(client, (address, open) -> open == 1 ? null : open - 1);
        }
    }

    private static String client(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
    }
}
