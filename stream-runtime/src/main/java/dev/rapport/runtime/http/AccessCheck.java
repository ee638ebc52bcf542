package dev.rapport.runtime.http;

import dev.rapport.runtime.config.WatchedFile;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks {@link AccessRules} before a route is called, and refuses with one line. A token comes as {@code Bearer}, or as the
 * password of {@code Basic}, which a browser asks its user for: then a request that changes something must come from a
 * page of this server.
 */
final class AccessCheck implements Handler {
    /** Browsers send the first on behalf of any page, proxies the others on behalf of any caller. */
    private static final List<String> FORWARDED = List.of("Origin", "Forwarded", "X-Forwarded-For");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final AccessRules rules;
    private final AccessConfig config;
    private final int publicPort;

    /** @param publicPort port of the listener that has public routes only; 0 where there is none */
    AccessCheck(AccessRules rules, AccessConfig config, int publicPort) {
        this.rules = rules;
        this.config = config;
        this.publicPort = publicPort;
    }

    @Override
    public void handle(Context context) throws UnknownHostException {
        if (context.routeRoles().isEmpty() && context.method().equals(HandlerType.HEAD)) {
            refuse(context, 405, "HEAD is not answered at " + context.path() + ": use GET");
            return;
        }
        var role = role(context);
        if (publicPort != 0 && context.req().getLocalPort() == publicPort && !role.isPublic()) {
            refuse(context, 404, "there is nothing at " + context.method() + " " + context.path());
            return;
        }
        if (!role.isPublic() && isOfAnotherSite(context)) {
            refuse(context, 403, "pages of other sites may not change anything here");
            return;
        }
        var caller = new AccessRules.Caller(
                token(context), isLocal(context), isForwarded(context), Optional.ofNullable(context.host()));
        var verdict = decide(role, caller);
        var name = verdict instanceof AccessRules.Verdict.Granted granted ? granted.name() : Access.NOBODY;
        new Access(name, role, asked -> decide(asked, caller) instanceof AccessRules.Verdict.Granted).grantTo(context);
        if (verdict instanceof AccessRules.Verdict.Refused refused) {
            if (refused.status() == 401) {
                context.header("WWW-Authenticate", "Basic realm=\"rapport\", charset=\"UTF-8\", Bearer");
            }
            refuse(context, refused.status(), refused.message());
        }
    }

    private AccessRules.Verdict decide(Role role, AccessRules.Caller caller) {
        return rules.decide(role, caller, config.tokens().map(WatchedFile::current));
    }

    private static Role role(Context context) {
        return context.routeRoles().stream()
                .map(Role.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a route has no role: " + context.path()));
    }

    private static Optional<String> token(Context context) {
        var header = context.header("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        if (hasScheme(header, BEARER)) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return hasScheme(header, BASIC) ? password(header.substring(BASIC.length())) : Optional.empty();
    }

    /** Names of schemes are written in either case (RFC 9110, 11.1). */
    private static boolean hasScheme(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Optional<String> password(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean isOfAnotherSite(Context context) {
        var origin = context.header("Origin");
        return origin != null
                && !SAFE_METHODS.contains(context.method().name())
                && !origin.replaceFirst("^https?://", "").equals(context.host());
    }

    private static boolean isLocal(Context context) throws UnknownHostException {
        // An address in numbers: nothing is looked up.
        return InetAddress.getByName(context.req().getRemoteAddr()).isLoopbackAddress();
    }

    private static boolean isForwarded(Context context) {
        return FORWARDED.stream().anyMatch(header -> context.header(header) != null);
    }

    private static void refuse(Context context, int status, String message) {
        context.status(status).json(Map.of("error", message)).skipRemainingHandlers();
    }
}
