package dev.rapport.inference.model.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the environment says about hub and cache, read as huggingface_hub reads it. */
public final class HubSettings {
    private static final int MAX_PORT = 65_535;
    private static final String HUB = "https://huggingface.co";
    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

    private final Map<String, String> environment;
    private final Path home;

    /**
     * @param environment read for {@code HF_ENDPOINT}, {@code HF_HOME}, {@code HF_HUB_CACHE}, {@code HF_HUB_OFFLINE}, {@code
     *     HF_TOKEN}, {@code HF_TOKEN_PATH}, {@code HUGGING_FACE_HUB_TOKEN}, {@code TRANSFORMERS_OFFLINE} and {@code
     *     XDG_CACHE_HOME}
     * @param home the user's home folder
     */
    public HubSettings(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /** Folder that caches of all kinds are in. */
    public Path cacheHome() {
        var xdg = value("XDG_CACHE_HOME");
        return xdg == null ? home.resolve(".cache") : path(xdg);
    }

    Path cache() {
        var hub = value("HF_HUB_CACHE");
        return hub == null ? hfHome().resolve("hub") : path(hub);
    }

    /** The variable that forbids the network; null when none does. */
    @Nullable String offline() {
        // As in Python: the second counts only where the first is empty.
        var variable = value("HF_HUB_OFFLINE") == null ? "TRANSFORMERS_OFFLINE" : "HF_HUB_OFFLINE";
        var set = value(variable);
        return set != null && YES.contains(set.toUpperCase(Locale.ROOT)) ? variable : null;
    }

    /** Where the hub is, without a slash at its end. */
    URI endpoint() throws HubException {
        var set = value("HF_ENDPOINT");
        var text = (set == null ? HUB : set).replaceAll("/+$", "");
        try {
            var uri = new URI(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= MAX_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Not its message: the text may hold a password.
        }
        throw new HubException(
                "HF_ENDPOINT must be http:// or https:// with a host, perhaps a port, and no user or query");
    }

    HubToken token() throws HubException {
        for (var variable : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            var set = value(variable);
            if (set != null) {
                return HubToken.of(set, variable);
            }
        }
        var file = value("HF_TOKEN_PATH");
        return HubToken.in(file == null ? hfHome().resolve("token") : path(file));
    }

    private Path hfHome() {
        var set = value("HF_HOME");
        return set == null ? cacheHome().resolve("huggingface") : path(set);
    }

    private Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    private @Nullable String value(String variable) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
