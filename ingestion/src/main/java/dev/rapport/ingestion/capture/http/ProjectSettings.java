package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Segment's document of settings for its browser and mobile SDKs. */
record ProjectSettings(
        Integrations integrations,
        Plan plan,
        Map<String, String> edgeFunction,
        Map<String, String> middlewareSettings,
        Map<String, String> enabledMiddleware,
        Metrics metrics,
        List<String> remotePlugins,
        boolean analyticsNextEnabled) {
    record Integrations(@JsonProperty("Segment.io") Destination segment) {}

    /** @param apiHost host and path that events are sent to; the SDK's own where it is absent */
    @JsonInclude(Include.NON_NULL)
    record Destination(
            String apiKey, String protocol, @Nullable String apiHost, Versions versionSettings) {}

    record Versions(List<String> componentTypes) {}

    record Plan(Defaults track, Defaults identify, Defaults group) {}

    record Defaults(@JsonProperty("__default") Switch byDefault) {}

    record Switch(boolean enabled) {}

    record Metrics(int sampleRate) {}

    /** This host as the only destination, and no event blocked. */
    static ProjectSettings of(String writeKey, @Nullable String host, String protocol) {
        var all = new Defaults(new Switch(true));
        var destination =
                new Destination(writeKey, protocol, host == null ? null : host + "/v1", new Versions(List.of()));
        return new ProjectSettings(
                new Integrations(destination),
                new Plan(all, all, all),
                Map.of(),
                Map.of(),
                Map.of(),
                new Metrics(0),
                List.of(),
                true);
    }
}
