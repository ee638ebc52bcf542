package dev.rapport.benchmarks.load;

import dev.rapport.benchmarks.measure.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection: a request is written whole, then its answer is read. Answers are small and have a length. One thread. */
final class LoadConnection implements AutoCloseable {
    private static final int MAX_ANSWER = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String OK = "HTTP/1.1 200 ";
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final byte[] answer = new byte[MAX_ANSWER];

    LoadConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** Sends a request and waits for its answer, which must be 200 without rejected events. */
    void exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var in = socket.getInputStream();
        var read = 0;
        while (true) {
            var more = in.read(answer, read, answer.length - read);
            if (more <= 0) {
                throw new BenchmarkException("the server closed the connection within an answer");
            }
            read += more;
            var text = new String(answer, 0, read, StandardCharsets.ISO_8859_1);
            var head = text.indexOf(END_OF_HEAD);
            if (head >= 0 && read >= head + END_OF_HEAD.length() + bodyLength(text.substring(0, head))) {
                check(text);
                return;
            }
        }
    }

    private static int bodyLength(String head) {
        var at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new BenchmarkException("an answer has no length: " + head);
        }
        var end = head.indexOf('\r', at + 2);
        var value = head.substring(at + LENGTH.length(), end < 0 ? head.length() : end);
        return Integer.parseInt(value.strip());
    }

    private static void check(String answer) {
        if (!answer.startsWith(OK) || answer.contains("\"rejected\"")) {
            throw new BenchmarkException("the server answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
