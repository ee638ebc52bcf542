package dev.rapport.runtime.http;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may call the routes that are not public.
 *
 * @param tokens callers must send one of these; without them the address decides
 * @param isOpen without tokens: every caller that reaches the port, instead of programs of this machine
 * @param names  without tokens: what callers may call the server, beside localhost and addresses
 */
public record AccessConfig(Optional<WatchedFile<Tokens>> tokens, boolean isOpen, List<String> names) {
    static final AccessConfig LOCAL = new AccessConfig(Optional.empty(), false, List.of());

    public AccessConfig {
        names = List.copyOf(names);
    }

    static AccessConfig from(ConfigReader in) {
        var file = in.optionalText(
                "http.tokens-file",
                "File of tokens, one a line: name, role (read, review or operate), and the token or sha256: and its hash."
                        + " With it every caller needs one, but for capture and health; it is read again when it changes.");
        var access = in.text(
                "http.access",
                "local",
                "Who may read and change without a token when http.tokens-file is not set: programs of this machine (local),"
                        + " or every program that reaches the port (open), such as those in other containers.");
        var names = in.list(
                "http.host-names",
                List.of(),
                "Names that this server is called by, beside localhost, where callers need no token: a request for another"
                        + " name is refused with 421. With http.access=open and none here, every name is taken.");
        return in.build(() -> of(file, access, names), () -> LOCAL);
    }

    private static AccessConfig of(Optional<String> file, String access, List<String> names) {
        var isOpen =
                switch (access) {
                    case "local" -> false;
                    case "open" -> true;
                    default -> throw new IllegalArgumentException("http.access=" + access + ": must be local or open");
                };
        try {
            return new AccessConfig(file.map(Path::of).map(AccessConfig::open), isOpen, names);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("http.tokens-file=" + e.getMessage(), e);
        }
    }

    /** A token can be withdrawn without a restart. */
    static WatchedFile<Tokens> open(Path file) {
        return WatchedFile.open(file, Tokens::parse, () -> {});
    }
}
