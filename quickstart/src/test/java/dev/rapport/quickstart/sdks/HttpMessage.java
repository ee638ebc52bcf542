package dev.rapport.quickstart.sdks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One HTTP request as it came over the wire. */
final class HttpMessage {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:.*\r\n");
    private static final Pattern MESSAGE_ID = Pattern.compile("\"messageId\" *: *\"([^\"]+)\"");

    /** Request line and headers, each with its line end, without the empty line. */
    private final String head;
    /** As sent, compressed where it was. */
    private final byte[] body;

    private HttpMessage(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Reads one request; null where a connection was opened for none, as browsers do in advance. */
    static @Nullable HttpMessage read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        var text = head.toString(ISO_8859_1);
        if (text.toLowerCase(Locale.ROOT).contains("transfer-encoding")) {
            throw new IOException("a request in chunks: teach the proxy to read it");
        }
        var length = LENGTH.matcher(text);
        var body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return new HttpMessage(text.substring(0, text.length() - 2), body);
    }

    boolean isPost() {
        return head.startsWith("POST ");
    }

    /** Ids of the events in the body. */
    Set<String> messageIds() throws IOException {
        var json = isGzip() ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        return MESSAGE_ID
                .matcher(new String(json, UTF_8))
                .results()
                .map(id -> id.group(1))
                .collect(Collectors.toSet());
    }

    /** The same, with the wish that the server closes the connection behind its answer. */
    byte[] closingConnection() throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write((CONNECTION.matcher(head).replaceAll("") + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
        bytes.write(body);
        return bytes.toByteArray();
    }

    private boolean isGzip() {
        return body.length > 2 && body[0] == (byte) 0x1F && body[1] == (byte) 0x8B;
    }
}
