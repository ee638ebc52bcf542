package dev.rapport.quickstart.app;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.inference.app.InferenceServiceFactory;
import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.ConfigReader.Documented;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.scoring.app.ScoringServiceFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of settings, in Markdown, written from what the services read. */
final class ConfigReference {
    private static final int PORT = 8080;
    private static final Map<String, String> DEFAULTS_IN_WORDS = Map.of(
            "http.port", "`8080`; inference-worker `8081`, scoring `8082`, enrichment `8084`, schema-registry `8085`");

    private static final String HEAD = """
            # Settings

            Generated from the code that reads them; `./mvnw -pl quickstart -am test -Dupdate` writes it again.

            A setting comes from a properties file (`./rapport up --config FILE`, a service's `--config FILE`), from the
            environment, or from a service's `--KEY=VALUE`; the later wins. Values carry their unit: `250ms`, `30s`, `5m`, `2h`,
            `7d`; `32KiB`, `512MiB`. All wrong values, and names in files and flags that do not exist, are reported together and
            nothing starts; a variable that looks like one and is none is a warning. Whatever begins with `kafka.` goes to Kafka's clients as it is:
            `kafka.security.protocol=SASL_SSL`, in the environment `RAPPORT_KAFKA_SECURITY_PROTOCOL`.

            `./rapport up` and `./rapport demo` set `kafka.bootstrap.servers`, `http.port` and `streams.state-dir` themselves, and
            `topics.partitions` to 2 where it is not set.
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private ConfigReference() {}

    static String render() {
        return new ConfigReference().page();
    }

    private String page() {
        var shared = ServiceProcess.documented(PORT, List.of(), LocalRegistry.unlessRemote());
        var sharedKeys = shared.stream().map(Documented::key).collect(Collectors.toSet());
        section("Every process", shared);
        services()
                .forEach((name, factory) -> section(
                        name,
                        ServiceProcess.documented(PORT, List.of(factory), LocalRegistry.unlessRemote()).stream()
                                .filter(setting -> !sharedKeys.contains(setting.key()))
                                .toList()));
        return out.toString();
    }

    private static Map<String, ServiceFactory> services() {
        var services = new LinkedHashMap<String, ServiceFactory>();
        services.put("ingestion", new IngestionServiceFactory());
        services.put("enrichment", new EnrichmentServiceFactory());
        services.put("inference-worker", new InferenceServiceFactory());
        services.put("scoring", new ScoringServiceFactory());
        return services;
    }

    private void section(String name, List<Documented> settings) {
        line("");
        line("## " + name);
        line("");
        line("| key | value | default | in the environment | |");
        line("|---|---|---|---|---|");
        settings.forEach(this::row);
    }

    private void row(Documented setting) {
        var key = setting.key();
        var value = setting.defaultValue();
        var standard = DEFAULTS_IN_WORDS.getOrDefault(key, value.isEmpty() ? "none" : "`" + escaped(value) + "`");
        line("| `" + key + "` | " + setting.type() + " | " + standard + " | `" + Settings.environmentName(key) + "` | "
                + escaped(setting.doc()) + " |");
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
