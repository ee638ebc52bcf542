package dev.rapport.quickstart.app;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.DeclaredMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.runtime.metrics.SummaryMeter;
import dev.rapport.runtime.metrics.TimerMeter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of metrics, in Markdown, written from the declarations in the code and what Prometheus makes of them. */
final class MetricsReference {
    private static final String ROOT = "dev.rapport.";
    /** Sections by the package of a module; a meter of another module fails the page. */
    private static final Map<String, String> SECTIONS = sections();

    private static final String HEAD = """
            # Metrics

            Generated from the declarations in the code; `./mvnw -pl quickstart -am test -Dupdate` writes it again.

            Every process answers `GET /metrics` in Prometheus' text format; `./rapport up` and `./rapport demo` have all of these on
            their one port. Beside them stand Micrometer's of the JVM (`jvm_`, `process_`, `system_`) and of Kafka Streams (`kafka_`).

            A series with tags may come only once there is something to count. A histogram or summary `x` has `x_count`, `x_sum` and,
            as a gauge, `x_max` of the last minutes; a histogram has `x_bucket` too, for quantiles. Counters start at 0 with the
            process. How many series there are is bounded, and none names a customer. Verdicts and reasons of refusals: [replies](../replies.md).
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private MetricsReference() {}

    static String render() {
        return new MetricsReference().page();
    }

    private String page() {
        var bySection = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.rapport").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isAssignableTo(DeclaredMeter.class)
                                && field.getModifiers().contains(JavaModifier.STATIC))
                        .collect(Collectors.groupingBy(
                                MetricsReference::sectionOf,
                                Collectors.mapping(MetricsReference::meterIn, Collectors.toList())));
        SECTIONS.values().forEach(name -> section(name, bySection.getOrDefault(name, List.of())));
        return out.toString();
    }

    private static Map<String, String> sections() {
        var sections = new LinkedHashMap<String, String>();
        sections.put("runtime", "Every process");
        sections.put("ingestion", "ingestion");
        sections.put("enrichment", "enrichment");
        sections.put("inference", "inference-worker");
        sections.put("scoring", "scoring");
        return sections;
    }

    private static String sectionOf(JavaField field) {
        var module = field.getOwner().getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
        var section = SECTIONS.get(module);
        if (section == null) {
            throw new IllegalStateException(field.getFullName() + ": the reference has no section for " + module);
        }
        return section;
    }

    private static DeclaredMeter meterIn(JavaField field) {
        try {
            var constant = field.reflect();
            constant.setAccessible(true);
            return (DeclaredMeter) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.getFullName() + " cannot be read", e);
        }
    }

    private void section(String name, List<DeclaredMeter> meters) {
        line("");
        line("## " + name);
        line("");
        line("| metric | type | unit | tags | |");
        line("|---|---|---|---|---|");
        meters.stream().sorted(Comparator.comparing(DeclaredMeter::name)).forEach(this::row);
    }

    private void row(DeclaredMeter meter) {
        var family = familyOf(meter);
        var tags = meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
        line("| `" + family.get(0) + "` | " + family.get(1) + " | " + meter.unit() + " | " + tags + " | "
                + meter.description() + " |");
    }

    /** Name and type as Prometheus reads them. */
    private static List<String> familyOf(DeclaredMeter meter) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        register(meter, registry);
        var families = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> List.of(line.substring("# TYPE ".length()).split(" ")))
                .filter(family -> !family.get(0).endsWith("_max"))
                .toList();
        if (families.size() != 1) {
            throw new IllegalStateException(meter.name() + " is several at /metrics: " + families);
        }
        return families.get(0);
    }

    private static void register(DeclaredMeter meter, PrometheusMeterRegistry registry) {
        var values = meter.tags().toArray(String[]::new);
        if (meter instanceof CounterMeter counter) {
            counter.in(registry, values);
        } else if (meter instanceof GaugeMeter gauge) {
            gauge.follow(registry, 0, Integer::doubleValue, values);
        } else if (meter instanceof SummaryMeter summary) {
            summary.in(registry, values);
        } else if (meter instanceof TimerMeter timer) {
            timer.in(registry, values);
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
