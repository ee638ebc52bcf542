package dev.rapport.runtime.http;

import dev.rapport.schemas.id.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tokens and the roles that they give, of a text with one token a line: {@code name role token}, or {@code sha256:} and the
 * token's SHA-256 in hexadecimal in its place. Empty lines and those that begin with {@code #} are left out. Only hashes
 * are kept, so that comparing them tells nothing about a token by the time it takes.
 */
final class Tokens {
    /**
     * Who a token belongs to.
     *
     * @param name for messages and logs
     */
    record Holder(String name, Role role) {}

    private static final String HASHED = "sha256:";
    private static final int MIN_LENGTH = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, Holder> byHash;

    private Tokens(Map<String, Holder> byHash) {
        this.byHash = Map.copyOf(byHash);
    }

    /** @throws IllegalArgumentException naming every bad line and its rule, without its token */
    static Tokens parse(String text) {
        var byHash = new HashMap<String, Holder>();
        var names = new HashSet<String>();
        var problems = new ArrayList<String>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var words = List.of(line.strip().split("\\s+"));
            if (words.get(0).isEmpty() || words.get(0).startsWith("#")) {
                continue;
            }
            try {
                var hash = words.size() == 3 ? hash(words.get(2)) : "";
                var holder = holder(words, names);
                if (byHash.put(hash, holder) != null) {
                    throw new IllegalArgumentException("the token of another line");
                }
            } catch (IllegalArgumentException e) {
                problems.add("line " + number + ": " + e.getMessage());
            }
        }
        if (byHash.isEmpty() && problems.isEmpty()) {
            problems.add("no token in it");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Tokens(byHash);
    }

    /** Whose token it is; empty when it is not one of these. */
    Optional<Holder> holderOf(String token) {
        return Optional.ofNullable(byHash.get(Sha256.hex(token)));
    }

    private static Holder holder(List<String> words, Set<String> names) {
        if (words.size() != 3) {
            throw new IllegalArgumentException("expected a name, a role and a token");
        }
        var name = words.get(0);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has at most 64 letters, digits and . _ @ -");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("a name must be there once");
        }
        return new Holder(name, role(words.get(1)));
    }

    private static Role role(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "read" -> Role.READ;
            case "review" -> Role.REVIEW;
            case "operate" -> Role.OPERATE;
            case "capture" ->
                throw new IllegalArgumentException("capture has write keys instead, see ingestion.capture.write-keys");
            default -> throw new IllegalArgumentException("a role must be read, review or operate");
        };
    }

    private static String hash(String token) {
        if (!token.startsWith(HASHED)) {
            if (token.length() < MIN_LENGTH) {
                throw new IllegalArgumentException("a token must have at least " + MIN_LENGTH + " characters");
            }
            return Sha256.hex(token);
        }
        var hash = token.substring(HASHED.length()).toLowerCase(Locale.ROOT);
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("sha256: must be followed by 64 hexadecimal digits");
        }
        return hash;
    }
}
