package dev.rapport.runtime.consent;

import dev.rapport.runtime.consent.ConsentWords.Problem;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Purposes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads consents from an event's JSON, wherever senders put them, and never fails: what cannot be read is a problem that
 * leaves everything else as it is. Where an event says both, the no counts.
 */
public final class ConsentReader {
    /** Characters of a category's name. */
    private static final int MAX_NAME = 100;

    private static final String PREFERENCE_UPDATE = Spelling.plain("Segment Consent Preference Updated");
    private static final String CONSENTS = "consents";
    private static final String PREFERENCES = "context.consent.categoryPreferences";

    private static final List<String> CATEGORY_FIELDS = List.of("category", "name", "purpose");

    private final Function<String, @Nullable Object> jsonOfText;

    /** Looks into no texts. */
    public ConsentReader() {
        this(text -> null);
    }

    /**
     * @param jsonOfText what a text holds that begins like JSON, null where that cannot be read. A no in a text that stands for
     *     an object counts, and nothing else in it does
     */
    public ConsentReader(Function<String, @Nullable Object> jsonOfText) {
        this.jsonOfText = jsonOfText;
    }

    /**
     * @param type UNKNOWN when it cannot be told; then every place counts
     * @param name name of a track event
     * @param json the event: maps, lists, texts, numbers, booleans, nulls
     */
    public ConsentWords read(EventType type, @Nullable String name, Map<String, @Nullable Object> json) {
        var reading = new Reading(jsonOfText);
        var context = reading.object("context", json.get("context"));
        var consent = reading.object("context.consent", context.get("consent"));
        var preferences = consent.get("categoryPreferences");
        reading.take(PREFERENCES, preferences, reading.carried);
        var contextTraits = reading.object("context.traits", context.get("traits"));
        if (type == EventType.IDENTIFY || type == EventType.UNKNOWN) {
            var traits = reading.object("traits", json.get("traits"));
            reading.withdraw(UnsubscribeTraits.withdrawnBy(contextTraits));
            reading.withdraw(UnsubscribeTraits.withdrawnBy(traits));
            reading.take("traits.consents", traits.get(CONSENTS), reading.stated);
            reading.take("context.traits.consents", contextTraits.get(CONSENTS), reading.stated);
        } else {
            // Those of whoever did it, of a group call too. Carried along from an identify call long ago: no news, but
            // a no there is a no.
            reading.takeRefusals(contextTraits.get(CONSENTS), reading.carried);
        }
        reading.takeUnusual(
                json.get("traits"), json.get("context"), type == EventType.IDENTIFY || type == EventType.UNKNOWN);
        var properties = json.get("properties") instanceof Map<?, ?> fields ? fields : Map.of();
        var isPage = type == EventType.PAGE || type == EventType.SCREEN || type == EventType.UNKNOWN;
        if (isPage && json.get("name") instanceof String page) {
            reading.hear(UnsubscribeEvents.saidByPage(page, properties));
        }
        if (name != null && (type == EventType.TRACK || type == EventType.UNKNOWN)) {
            reading.hear(UnsubscribeEvents.saidBy(name, properties));
            if (isPreferenceUpdate(name)) {
                reading.take(PREFERENCES, preferences, reading.stated);
            }
        }
        return new ConsentWords(
                reading.stated,
                reading.carried,
                reading.suppression,
                reading.suppression.isPresent() ? Addresses.keysOf(json) : List.of(),
                Optional.ofNullable(reading.problem));
    }

    /** Whether a value is a no where a consent is expected. */
    public static boolean isNo(@Nullable Object value) {
        return Answer.of(value) == Answer.NO;
    }

    private static boolean isPreferenceUpdate(String name) {
        return name.length() >= PREFERENCE_UPDATE.length()
                && Spelling.plain(name).equals(PREFERENCE_UPDATE);
    }

    /** What was read so far. */
    private static final class Reading {
        private final Function<String, @Nullable Object> jsonOfText;
        final Map<String, Boolean> stated = new LinkedHashMap<>();
        final Map<String, Boolean> carried = new LinkedHashMap<>();

        Optional<SuppressionReason> suppression = Optional.empty();

        @Nullable Problem problem;

        Reading(Function<String, @Nullable Object> jsonOfText) {
            this.jsonOfText = jsonOfText;
        }

        /**
         * The no's in traits and in a context that are lists, or texts of JSON, or have such in them: nothing else is read from
         * these forms, but a no there is a no.
         */
        void takeUnusual(@Nullable Object traits, @Nullable Object context, boolean isAboutTraits) {
            if (isAboutTraits && !isUsual(traits)) {
                objects(traits).forEach(fields -> refuse(fields, stated));
            }
            for (var fields : objects(context)) {
                var consent = fields.get("consent");
                var carriedTraits = fields.get("traits");
                if (isUsual(context) && isUsual(consent) && isUsual(carriedTraits)) {
                    continue;
                }
                objects(consent).forEach(one -> takeRefusals(one.get("categoryPreferences"), carried));
                objects(carriedTraits).forEach(one -> {
                    if (isAboutTraits) {
                        refuse(one, stated);
                    } else {
                        takeRefusals(one.get(CONSENTS), carried);
                    }
                });
            }
        }

        private void refuse(Map<String, @Nullable Object> traits, Map<String, Boolean> words) {
            withdraw(UnsubscribeTraits.withdrawnBy(traits));
            takeRefusals(traits.get(CONSENTS), words);
        }

        private static boolean isUsual(@Nullable Object value) {
            return value == null || value instanceof Map<?, ?>;
        }

        /** The objects that a value holds: itself, or those in a list or in a text of JSON. */
        private List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
            if (value instanceof Map<?, ?>) {
                return JsonMaps.object(value).stream().toList();
            }
            if (value instanceof List<?> items) {
                return items.stream().flatMap(item -> objects(item).stream()).toList();
            }
            var held = ofText(value);
            return held == null ? List.of() : objects(held);
        }

        /** What a text of JSON holds, where it may be more than a word: an object, a list, or such a text; null of anything else. */
        private @Nullable Object ofText(@Nullable Object value) {
            if (!(value instanceof String text)) {
                return null;
            }
            var start = text.stripLeading();
            var isJson = start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
            return isJson ? jsonOfText.apply(text) : null;
        }

        Map<String, @Nullable Object> object(String path, @Nullable Object value) {
            var object = JsonMaps.object(value);
            if (value != null && object.isEmpty()) {
                problem(path, "must be an object");
            }
            return object.orElse(Map.of());
        }

        void take(String path, @Nullable Object value, Map<String, Boolean> words) {
            if (value instanceof List<?> items) {
                if (!takeList(items, words)) {
                    problem(path, "must be an object");
                }
                return;
            }
            if (!(value instanceof Map<?, ?>) && Answer.of(value) == Answer.NO) {
                // One no for all of them.
                words.put(Purposes.MARKETING, false);
                return;
            }
            takeRefusals(ofText(value), words);
            var flags = object(path, value);
            // A no is read beyond both limits.
            if (flags.size() > Categories.MAX || flags.keySet().stream().anyMatch(name -> name.length() > MAX_NAME)) {
                problem(path, "must have at most " + Categories.MAX + " names of at most " + MAX_NAME + " characters");
            }
            flags.forEach((name, flag) -> {
                var answer = Answer.of(flag);
                if (answer == Answer.UNCLEAR) {
                    problem(path + "." + name, "must be true or false");
                } else if (answer != Answer.NOTHING) {
                    put(name, answer == Answer.YES, words);
                }
            });
        }

        /** Comes before what is taken: a yes beside it does not win. */
        void withdraw(List<String> categories) {
            categories.forEach(category -> stated.put(category, false));
        }

        void hear(UnsubscribeEvents.Said said) {
            withdraw(said.withdrawn());
            suppression = said.suppression().or(() -> suppression);
        }

        /**
         * The no's of {@code [{"category": "marketing", "granted": false}]}; one without a name is for all of them.
         *
         * @return whether there is nothing else in it
         */
        private boolean takeList(List<?> items, Map<String, Boolean> words) {
            var others = 0;
            for (var item : items) {
                var named = item instanceof Map<?, ?> fields ? fields : Map.of();
                if (Answer.of(named.isEmpty() ? item : verdict(named)) == Answer.NO) {
                    put(category(named), false, words);
                } else {
                    others++;
                }
            }
            return others == 0;
        }

        /** What an item says beside its name, which may be "none" itself. */
        private static Map<?, ?> verdict(Map<?, ?> item) {
            var others = new LinkedHashMap<>(item);
            others.keySet().removeIf(key -> CATEGORY_FIELDS.contains(String.valueOf(key)));
            return others;
        }

        private static String category(Map<?, ?> item) {
            return CATEGORY_FIELDS.stream()
                    .flatMap(field -> item.get(field) instanceof String name ? Stream.of(name) : Stream.empty())
                    .findFirst()
                    .orElse(Purposes.MARKETING);
        }

        void takeRefusals(@Nullable Object value, Map<String, Boolean> words) {
            var held = ofText(value);
            if (held != null) {
                takeRefusals(held, words);
            } else if (value instanceof List<?> items) {
                takeList(items, words);
            } else if (Answer.of(value) == Answer.NO && !(value instanceof Map<?, ?>)) {
                words.put(Purposes.MARKETING, false);
            } else if (value instanceof Map<?, ?> flags) {
                flags.forEach((name, flag) -> {
                    if (Answer.of(flag) == Answer.NO) {
                        put(String.valueOf(name), false, words);
                    }
                });
            }
        }

        private void put(String name, boolean granted, Map<String, Boolean> words) {
            // A longer name is never granted: nothing is lost with its no.
            if (name.length() <= MAX_NAME) {
                words.merge(Categories.normalized(name), granted, Boolean::logicalAnd);
            }
        }

        private void problem(String field, String rule) {
            if (problem == null) {
                problem = new Problem(field, rule);
            }
        }
    }
}
