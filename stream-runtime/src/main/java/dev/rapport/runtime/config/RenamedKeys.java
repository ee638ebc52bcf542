package dev.rapport.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that have another name now: old name to new name. A process that is given an old one does not start, and says
 * the new one, whether it comes from a file, an environment variable or an option. An entry that ends in a dot renames
 * every key that starts with it. Entries stay for ever: a setting that is silently ignored is worse than a long table.
 */
final class RenamedKeys {
    private static final Map<String, String> TABLE = table();

    private final Map<String, String> newByOld;

    RenamedKeys(Map<String, String> newByOld) {
        this.newByOld = newByOld;
    }

    /** Those of Rapport. */
    static RenamedKeys known() {
        return new RenamedKeys(TABLE);
    }

    private static Map<String, String> table() {
        var renamed = new LinkedHashMap<String, String>();
        renamed.put("ingestion.enrichment.", "enrichment.");
        renamed.put("ingestion.campaigns.", "enrichment.campaigns.");
        renamed.put("ingestion.catalog.", "enrichment.catalog.");
        renamed.put("registry.writes", "http.access");
        return renamed;
    }

    /** The name that a key has now; empty when it was not renamed. */
    Optional<String> of(String key) {
        return rename(key, newByOld);
    }

    /** The environment variable that holds the setting now; empty when it was not renamed. */
    Optional<String> ofVariable(String name) {
        var variables = new LinkedHashMap<String, String>();
        newByOld.forEach(
                (before, now) -> variables.put(Settings.environmentName(before), Settings.environmentName(now)));
        return rename(name, variables);
    }

    private static Optional<String> rename(String name, Map<String, String> newByOld) {
        for (var entry : newByOld.entrySet()) {
            var before = entry.getKey();
            var isPrefix = before.endsWith(".") || before.endsWith("_");
            if (name.equals(before) || (isPrefix && name.startsWith(before))) {
                return Optional.of(entry.getValue() + name.substring(before.length()));
            }
        }
        return Optional.empty();
    }
}
