package dev.rapport.ingestion.capture.http;

import java.util.List;

/** RudderStack's document about a source, as its control plane gives it. */
record SourceConfig(Source source) {
    record Source(
            String id, String name, String workspaceId, boolean enabled, Config config, List<Object> destinations) {}

    record Config(Statistics statsCollection) {}

    record Statistics(Switch errors, Switch metrics) {}

    record Switch(boolean enabled) {}

    /** An enabled source without destinations. */
    static SourceConfig of(String source) {
        var off = new Switch(false);
        return new SourceConfig(
                new Source(source, source, "rapport", true, new Config(new Statistics(off, off)), List.of()));
    }
}
