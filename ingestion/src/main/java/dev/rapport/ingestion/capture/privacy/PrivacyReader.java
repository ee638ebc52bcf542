package dev.rapport.ingestion.capture.privacy;

import dev.rapport.ingestion.capture.privacy.PrivacyRules.Rule;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the file of privacy rules: docs/privacy.md. */
final class PrivacyReader {
    private static final List<String> IP = List.of("context", "ip");
    /** What consent is read from. */
    private static final List<String> CONSENT = List.of("consent", "consents");

    private PrivacyReader() {}

    /** @throws IllegalArgumentException with every problem, its line and column */
    static PrivacyRules read(String text) {
        var problems = new ArrayList<YamlProblem>();
        PrivacyRules rules;
        try {
            rules = rules(YamlFields.parse(text, "privacy rules", problems));
        } catch (YamlException e) {
            throw new IllegalArgumentException(e.problem().toString(), e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .sorted(YamlProblem.IN_ORDER)
                    .map(YamlProblem::toString)
                    .collect(Collectors.joining("; ")));
        }
        return rules;
    }

    private static PrivacyRules rules(YamlFields in) {
        var ip = in.<List<Rule>>parsed("ip", List.of(), PrivacyReader::ip, List.of());
        var hashed = in.eachOf("hash", text -> new Rule(path(text), FieldAction.HASH));
        var dropped = in.eachOf("drop", text -> new Rule(path(text), FieldAction.DROP));
        var keepsUnreadable = in.parsed("unreadable", false, PrivacyReader::isKept, false);
        var keepsBaggage = in.parsed("baggage", true, PrivacyReader::isKept, true);
        in.finish();
        return PrivacyRules.of(
                ip, Stream.concat(hashed.stream(), dropped.stream()).toList(), keepsUnreadable, keepsBaggage);
    }

    private static List<Rule> ip(String text) {
        return switch (text) {
            case "keep" -> List.of();
            case "truncate" -> List.of(new Rule(IP, FieldAction.TRUNCATE));
            case "drop" -> List.of(new Rule(IP, FieldAction.DROP));
            default -> throw new IllegalArgumentException("must be keep, truncate or drop");
        };
    }

    private static boolean isKept(String text) {
        return switch (text) {
            case "keep" -> true;
            case "drop" -> false;
            default -> throw new IllegalArgumentException("must be keep or drop");
        };
    }

    private static List<String> path(String text) {
        var path = List.of(text.split("\\.", -1));
        if (path.size() < 2 || !PrivacyRules.ROOTS.contains(path.get(0)) || path.contains("")) {
            throw new IllegalArgumentException(text
                    + " must be the path of a field in properties, traits or context: traits.email, properties.*.card");
        }
        if (path.stream().anyMatch(name -> CONSENT.contains(name.toLowerCase(Locale.ROOT)))) {
            throw new IllegalArgumentException(text + " would hide consent; it cannot be hashed or dropped");
        }
        return path;
    }
}
