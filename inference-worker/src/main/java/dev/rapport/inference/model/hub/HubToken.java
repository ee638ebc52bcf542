package dev.rapport.inference.model.hub;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret that the hub knows a user by. It is in the header of requests and nowhere else. */
final class HubToken {
    static final HubToken NONE = new HubToken("");

    private static final int MAX_FILE = 1 << 16;

    private final String secret;

    private HubToken(String secret) {
        this.secret = secret;
    }

    /**
     * @param secret blanks around it do not count; blank is none
     * @param source variable or file that it is from, for the message
     * @throws HubException when a header cannot hold it; the message does not contain it
     */
    static HubToken of(String secret, String source) throws HubException {
        var stripped = secret.strip();
        if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new HubException(source + " must hold one line of ASCII characters without blanks");
        }
        return new HubToken(stripped);
    }

    /** The token in a file; none when the file does not exist. */
    static HubToken in(Path file) throws HubException {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (var in = Files.newInputStream(file)) {
            return of(new String(in.readNBytes(MAX_FILE), java.nio.charset.StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new HubException("the token file " + file + " cannot be read: " + FileFault.of(e), e);
        }
    }

    boolean isPresent() {
        return !secret.isEmpty();
    }

    void authorize(HttpRequest.Builder request) {
        if (isPresent()) {
            request.header("Authorization", "Bearer " + secret);
        }
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "no token";
    }
}
