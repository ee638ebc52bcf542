package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.ConsentRule;
import dev.rapport.runtime.mapping.Rule;
import dev.rapport.runtime.mapping.TimeColumn;
import dev.rapport.runtime.mapping.ValueRule;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of a mapping file. */
final class RuleReader {
    private static final List<String> CALLS = List.of("track", "identify", "page", "screen", "group", "alias");
    private static final List<String> YES = List.of("true", "yes", "y", "1");
    private static final TimeColumn NO_TIME = new TimeColumn("", "iso", ZoneOffset.UTC);

    private final Columns columns;
    private final ConditionReader conditions;
    private final ValueReader values;

    RuleReader(Columns columns, ConditionReader conditions, ValueReader values) {
        this.columns = columns;
        this.conditions = conditions;
        this.values = values;
    }

    /** All rules, in the order in which they are tried. */
    List<Rule> rules(YamlFields in) {
        var rules = new ArrayList<Rule>();
        in.mapping("deletion").map(this::deletion).ifPresent(rules::add);
        var events = in.mappings("events").stream().map(this::event).toList();
        rules.addAll(events);
        if (in.has("events") && events.isEmpty()) {
            in.problemOf("events", "must have at least one rule");
        }
        in.mapping("customer").map(this::customer).ifPresent(rules::add);
        in.mapping("product").map(this::product).ifPresent(rules::add);
        if (rules.isEmpty() && !in.has("events")) {
            in.problemOf("events", "is missing, or one of customer, product, deletion");
        }
        return rules;
    }

    private Rule event(YamlFields in) {
        var when = conditions.when(in);
        var type = in.parsed("type", "track", RuleReader::call, "track");
        var fields = new LinkedHashMap<String, ValueRule>();
        if (type.equals("track")) {
            fields.put("event", values.required(in, "event"));
        }
        values.optional(in, "name").ifPresent(name -> fields.put("name", name));
        if (type.equals("group")) {
            fields.put("groupId", values.required(in, "group"));
        }
        if (type.equals("alias")) {
            fields.put("previousId", values.required(in, "previous"));
        }
        var groupBy = columns.columns(in, "group-by");
        var body = values.values(in, type.equals("identify") || type.equals("group") ? "traits" : "properties");
        var products = in.mappings("products").stream().map(values::values).toList();
        if (!groupBy.isEmpty() && body.containsKey("order_id") && !body.containsKey("order_line")) {
            in.problemOf(
                    "group-by", "needs properties.order_line: true, as a large order is sent in parts that add up");
        }
        in.finish();
        return new Rule.Event(when, type, fields, groupBy, body, products);
    }

    private static String call(String text) {
        if (!CALLS.contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", CALLS) + ", not '" + text + "'");
        }
        return text;
    }

    private Rule customer(YamlFields in) {
        var when = conditions.when(in);
        var traits = values.values(in, "traits");
        var consents = in.mappings("consents").stream().map(this::consent).toList();
        in.finish();
        if (traits.isEmpty() && consents.isEmpty()) {
            in.problemOfAll("must have traits or consents");
        }
        return new Rule.Customer(when, traits, consents);
    }

    private ConsentRule consent(YamlFields in) {
        var category = in.text("category", null);
        var answers = in.valueOrMapping("granted", value -> constant(in, value), this::answers)
                .orElseGet(() -> {
                    in.problemOf("granted", "is missing: true, or the column that says yes or no");
                    return new YesOrNoWords(Optional.empty(), YES, List.of());
                });
        var date = in.requiredMapping("date")
                .map(time -> columns.time(time, "column"))
                .orElse(NO_TIME);
        var proof = new LinkedHashMap<String, ValueRule>();
        for (var key : List.of("source", "wording")) {
            values.optional(in, key).ifPresent(value -> proof.put(key, value));
        }
        in.finish();
        return new ConsentRule(category, answers.column(), answers.yes(), answers.no(), date, proof);
    }

    private record YesOrNoWords(Optional<String> column, List<String> yes, List<String> no) {}

    private static YesOrNoWords constant(YamlFields in, Object value) {
        if (!Boolean.TRUE.equals(value)) {
            in.problemOf("granted", "must be true, or the column that says yes or no");
        }
        return new YesOrNoWords(Optional.empty(), YES, List.of());
    }

    private YesOrNoWords answers(YamlFields in) {
        var column = columns.column(in, "column");
        var yes = lowerCase(in.textOrTexts("yes"));
        var no = lowerCase(in.textOrTexts("no"));
        in.finish();
        return new YesOrNoWords(Optional.of(column), yes.isEmpty() ? YES : yes, no);
    }

    private static List<String> lowerCase(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private Rule product(YamlFields in) {
        var when = conditions.when(in);
        var fields = in.requiredMapping("fields").map(values::values).orElse(Map.of());
        in.finish();
        return new Rule.Product(when, fields);
    }

    private Rule deletion(YamlFields in) {
        var when = conditions.when(in);
        var isProduct = in.parsed("of", null, RuleReader::target, false);
        var product = isProduct ? Optional.of(values.required(in, "id")) : Optional.<ValueRule>empty();
        in.finish();
        return new Rule.Deletion(when, product);
    }

    private static boolean target(String text) {
        if (!text.equals("customer") && !text.equals("product")) {
            throw new IllegalArgumentException("must be customer or product, not '" + text + "'");
        }
        return text.equals("product");
    }
}
