package dev.rapport.quickstart.app;

import dev.rapport.runtime.config.Settings;

/** A write key that capture accepts, for showing and for the simulator. */
final class WriteKey {
    private static final String DEFAULT = "rapport-demo-key";

    private WriteKey() {}

    static String of(Settings settings) {
        return settings.get("ingestion.capture.write-keys")
                .map(keys -> keys.split("[=,]", 2)[0].trim())
                .filter(key -> !key.isEmpty())
                .orElse(DEFAULT);
    }

    /** Whether the key of our documentation is accepted. */
    static boolean isDemo(Settings settings) {
        return of(settings).equals(DEFAULT);
    }
}
