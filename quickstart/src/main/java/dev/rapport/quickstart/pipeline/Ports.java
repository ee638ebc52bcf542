package dev.rapport.quickstart.pipeline;

import dev.rapport.runtime.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Looks at ports before anything is started, so that a taken one costs nothing. */
public final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /**
     * Requires that a port can be bound on all interfaces.
     *
     * @param port   0 always passes
     * @param option option of the command that chooses another
     * @throws ConfigException   when there is no such port
     * @throws PipelineException when it is taken or needs more rights
     */
    public static void requireFree(int port, String option) {
        requireInRange(port, option);
        require(port, option, new InetSocketAddress(port));
    }

    /** Requires that a port can be bound on the loopback interface; else as {@link #requireFree}. */
    public static void requireFreeOnLoopback(int port, String option) {
        requireInRange(port, option);
        require(port, option, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Whether a port can be bound on all interfaces. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(port));
    }

    /** @throws ConfigException when there is no such port */
    public static void requireInRange(int port, String option) {
        if (port < 0 || port > HIGHEST) {
            throw new ConfigException(List.of(option + "=" + port + ": must be between 0 and " + HIGHEST));
        }
    }

    private static void require(int port, String option, InetSocketAddress address) {
        if (port != 0 && !canBind(address)) {
            throw new PipelineException(
                    "port " + port + " is taken or needs more rights; choose another with " + option);
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
