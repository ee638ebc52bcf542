package dev.rapport.ingestion.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.OptionalInt;

/** A socket that sends what it is given, as no HTTP client would. A server that does not answer in time fails the test. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MAX_HEAD = 64 * 1024;

    /** @param isKept whether the server keeps the connection for another request */
    record Answer(int status, String head, String body, boolean isKept) {}

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Bytes without waiting for anything. */
    void write(byte[] bytes, int start, int end) throws IOException {
        socket.getOutputStream().write(bytes, start, end - start);
    }

    /** The answer to a request in a good frame. */
    Answer answer() throws IOException {
        var head = head(in);
        if (head.isEmpty()) {
            throw new IOException("closed without an answer");
        }
        var lower = head.toLowerCase(Locale.ROOT);
        var body = new String(in.readNBytes(length(lower)), ISO_8859_1);
        return new Answer(status(head), head, body, !lower.contains("connection: close"));
    }

    /** Sends a request that may be in a broken frame and reads to the end; status of the first answer, empty for none. */
    OptionalInt statusOf(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            var all = new String(in.readAllBytes(), ISO_8859_1);
            return all.startsWith("HTTP/1.1 ") ? OptionalInt.of(status(all)) : OptionalInt.empty();
        } catch (SocketException e) {
            // Refused while it was still being sent.
            return OptionalInt.empty();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var next = in.read(); next >= 0 && head.length() < MAX_HEAD; next = in.read()) {
            head.append((char) next);
            if (next == '\n'
                    && head.length() > 3
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static int length(String lowerHead) {
        var at = lowerHead.indexOf("content-length:");
        if (at < 0) {
            throw new IllegalStateException("an answer has no length: " + lowerHead);
        }
        return Integer.parseInt(
                lowerHead.substring(at + 15, lowerHead.indexOf('\r', at)).strip());
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring(9, 12));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
