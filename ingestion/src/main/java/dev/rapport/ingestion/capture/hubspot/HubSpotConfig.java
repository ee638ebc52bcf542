package dev.rapport.ingestion.capture.hubspot;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.WatchedFile;
import dev.rapport.runtime.value.Checks;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What HubSpot's webhooks are taken with.
 *
 * @param secrets        client secrets of the app; several while one is rotated
 * @param secretsFile    file with the secrets, one a line, instead
 * @param publicUrl      target URL as it is entered in HubSpot, where a proxy changes it on the way
 * @param source         name of the source that the events are of
 * @param userIdProperty property of contacts that holds the shop's own user id
 */
public record HubSpotConfig(
        List<String> secrets,
        Optional<Path> secretsFile,
        Optional<String> publicUrl,
        String source,
        Optional<String> userIdProperty) {
    public static final HubSpotConfig DEFAULT =
            new HubSpotConfig(List.of(), Optional.empty(), Optional.empty(), "hubspot", Optional.empty());

    private static final String PREFIX = "ingestion.hubspot.";

    public HubSpotConfig {
        secrets = List.copyOf(secrets);
        if (!secrets.isEmpty() && secretsFile.isPresent()) {
            throw new IllegalArgumentException(PREFIX + "secrets and secrets-file: only one of the two can be set");
        }
        publicUrl.ifPresent(HubSpotConfig::requireUrl);
        Checks.notBlank(source, PREFIX + "source");
    }

    /** From {@code ingestion.hubspot.*} settings. */
    public static HubSpotConfig from(ConfigReader in) {
        var secrets = in.list(
                PREFIX + "secrets",
                DEFAULT.secrets,
                "Client secrets of the HubSpot app, separated by commas; several while one is rotated. Without one, webhooks"
                        + " are answered 401.");
        var file = in.optionalText(
                PREFIX + "secrets-file",
                "File with these secrets instead, one a line; read again when it changes. Lines that start with # are comments.");
        var url = in.optionalText(
                PREFIX + "public-url",
                "Target URL as it is entered in HubSpot, which signs it; without it, https, the Host header and the path.");
        var source = in.text(PREFIX + "source", DEFAULT.source, "Name of the source of events from HubSpot.");
        var property = in.optionalText(
                PREFIX + "user-id-property",
                "Property of HubSpot's contacts that holds your own user id; its changes link the contact to that user.");
        return in.build(() -> new HubSpotConfig(secrets, file.map(Path::of), url, source, property), () -> DEFAULT);
    }

    /**
     * The secrets in force, read for every request.
     *
     * @param onRefused told of every later version of the file that cannot be used, once
     * @throws IllegalArgumentException when the file cannot be used
     */
    HubSpotSignature.Secrets inForce(Runnable onRefused) {
        if (secretsFile.isEmpty()) {
            return () -> secrets;
        }
        var file = WatchedFile.open(secretsFile.get(), HubSpotConfig::lines, onRefused);
        return file::current;
    }

    private static List<String> lines(String text) {
        var lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("must hold at least one secret");
        }
        return lines;
    }

    private static void requireUrl(String url) {
        var scheme = URI.create(url).getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(PREFIX + "public-url=" + url + ": must be a URL with its scheme");
        }
    }

    /** Without the secrets: records get into logs. */
    @Override
    public String toString() {
        return "HubSpotConfig[source=" + source + ", publicUrl=" + publicUrl + "]";
    }
}
