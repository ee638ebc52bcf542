package dev.rapport.inference.model.hub;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the hub means by a status other than success. Pure. */
final class HubErrors {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;
    private static final Set<Integer> TOO_SOON = Set.of(408, 425, TOO_MANY);

    private final HubId id;
    private final URI hub;
    private final boolean withToken;

    /** @param withToken whether the requests have a token */
    HubErrors(HubId id, URI hub, boolean withToken) {
        this.id = id;
        this.hub = hub;
        this.withToken = withToken;
    }

    /**
     * @param what path of the request
     * @param host host that answered
     */
    HubException of(int status, HttpHeaders headers, String what, String host) throws TransientException {
        var told = headers.firstValue("X-Error-Message")
                .map(ModelFiles::shown)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
        if (TOO_SOON.contains(status) || status >= FAILED) {
            throw new TransientException(
                    host + " answers " + status + (status == TOO_MANY ? " (too many requests)" : "") + told,
                    status == TOO_MANY || status == UNAVAILABLE ? retryAfter(headers) : Optional.empty());
        }
        return switch (headers.firstValue("X-Error-Code").orElse("")) {
            case "GatedRepo" -> gated(status);
            case "RepoNotFound" -> noSuchModel(status);
            default ->
                switch (status) {
                    case UNAUTHORIZED -> withToken ? badToken(status) : noSuchModel(status);
                    case FORBIDDEN -> gated(status);
                    case NOT_FOUND -> what.startsWith("/api/") ? noSuchModel(status) : noSuchFile(what);
                    default -> new HubException(host + " answers " + status + " to " + what + told);
                };
        };
    }

    private HubException gated(int status) {
        return new HubException(hub + " requires that its terms are accepted (" + status + "): accept them at "
                + hub + "/" + id
                + (withToken
                        ? ", with the account whose token this is"
                        : ", then set HF_TOKEN to a token of that account"));
    }

    /** Without a token the hub does not say whether a private one exists. */
    private HubException noSuchModel(int status) {
        return new HubException(hub + " has no model " + id + " (" + status + ")"
                + (withToken ? ", or the token may not read it" : "; if it is private or gated, set HF_TOKEN"));
    }

    private HubException badToken(int status) {
        return new HubException(
                hub + " does not accept the token (" + status + "): HF_TOKEN must be one that may read " + id);
    }

    private HubException noSuchFile(String what) {
        return new HubException(hub + what + " must exist, is missing there (404)");
    }

    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }
}
