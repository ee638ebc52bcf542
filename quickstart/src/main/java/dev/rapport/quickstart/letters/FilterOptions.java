package dev.rapport.quickstart.letters;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters are meant. */
final class FilterOptions {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description =
                    "Application that put it aside, such as rapport-enrichment, or the stage: capture, enrichment,"
                            + " deserialization, processing.")
    private @Nullable String application;

    @Option(names = "--reason", paramLabel = "NAME", description = "Name of the rule, or of the exception.")
    private @Nullable String reason;

    @Option(names = "--source", paramLabel = "NAME", description = "Source of a rejected event.")
    private @Nullable String source;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Put aside from then on: 2h, 30m, 7d, a day such as 2026-01-31, or 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Put aside before; as --since.")
    private @Nullable String until;

    @Option(names = "--message-id", paramLabel = "ID", description = "Message id of a rejected event.")
    private @Nullable String messageId;

    @Option(names = "--customer", paramLabel = "ID", description = "Identifier of a customer, or its hash.")
    private @Nullable String customer;

    @Option(names = "--text", paramLabel = "TEXT", description = "In the sentence that says why.")
    private @Nullable String text;

    /** By the names that the API has; empty when nothing restricts. */
    Map<String, String> values(Instant now) {
        var values = new LinkedHashMap<String, String>();
        put(values, "application", application);
        put(values, "reason", reason);
        put(values, "source", source);
        put(values, "since", since == null ? null : time(since, now));
        put(values, "until", until == null ? null : time(until, now));
        put(values, "messageId", messageId);
        put(values, "customer", customer);
        put(values, "text", text);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value.strip());
        }
    }

    static String time(String text, Instant now) {
        var matcher = AGO.matcher(text.strip());
        if (!matcher.matches()) {
            return text;
        }
        var number = Long.parseLong(matcher.group(1));
        var ago =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        return now.minus(ago).toString();
    }
}
