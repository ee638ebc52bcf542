package dev.rapport.factory.corpus;

import dev.rapport.factory.corpus.GeneratedExample.Piece;
import dev.rapport.factory.corpus.LabelledRequests.Request;
import dev.rapport.tuning.pair.Split;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Answers what a customer wrote: shows that the intent is understood and names a next step. Facts are the prompt's. */
final class SupportTask implements ReplyTask {
    /** Share of English requests that are real ones in training, where there are any. */
    private static final double REAL = 0.5;

    private static final Intent[] INTENTS = Intent.values();

    private final Spoken english = Spoken.in(Language.ENGLISH);
    private final Spoken chinese = Spoken.in(Language.CHINESE);
    private final RealRequests real;

    /** @param real requests to mix in, of which the training half is used */
    SupportTask(LabelledRequests real) {
        this.real = new RealRequests(real.training());
    }

    @Override
    public String name() {
        return "support";
    }

    @Override
    public GeneratedExample example(Language language, Slots slots, RandomGenerator random) {
        if (language == Language.ENGLISH && slots.split() == Split.TRAINING && !real.isEmpty() && slots.chance(REAL)) {
            return example(real.any(slots), language, slots);
        }
        return example(INTENTS[slots.between(0, INTENTS.length - 1)], language, slots);
    }

    /** An example with a generated request for this intent. */
    GeneratedExample example(Intent intent, Language language, Slots slots) {
        var known = intent.isAboutInvoices() ? Set.of("order", "product", "invoice") : Set.of("order", "product");
        var text = new RequestWriter(in(language).ways(slots.split()), slots).write(intent, known);
        return example(new Request(text, intent), language, slots);
    }

    private GeneratedExample example(Request request, Language language, Slots slots) {
        var values = values(request.text(), language, slots);
        var tone = Tone.any(slots);
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("tone", tone.line(slots))
                .with("name", values.getOrDefault("name", ""))
                .with("order", field("order", request.text(), values, slots))
                .with("product", field("product", request.text(), values, slots))
                .with("request", filled(request.text(), values));
        var reply = in(language).replies().write(request.intent(), tone, values.keySet(), slots);
        return Sentence.example(prompt, reply, values, Set.of(), language, slots);
    }

    private Spoken in(Language language) {
        return language == Language.ENGLISH ? english : chinese;
    }

    /** What the request names, and now and then what it does not. */
    private static Map<String, String> values(String request, Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        if (slots.chance(0.75)) {
            values.put("name", slots.name(language));
        }
        if (names(request, "order") || slots.chance(0.4)) {
            values.put("order", slots.order());
        }
        if (names(request, "product") || slots.chance(0.3)) {
            values.put("product", slots.product(language));
        }
        if (names(request, "invoice")) {
            values.put("invoice", slots.invoice());
        }
        return values;
    }

    /** A field that the request does not name must have a line of its own; others may. */
    private static String field(String field, String request, Map<String, String> values, Slots slots) {
        return names(request, field) && slots.chance(0.5) ? "" : values.getOrDefault(field, "");
    }

    private static String filled(String request, Map<String, String> values) {
        return Sentence.fill(request, values).stream()
                .map(Piece::text)
                .collect(Collectors.joining())
                .strip();
    }

    private static boolean names(String text, String field) {
        return text.contains("{" + field + "}");
    }

    /** Phrases of one language. */
    private record Spoken(RequestPhrases training, RequestPhrases evaluation, SupportReplies replies) {
        static Spoken in(Language language) {
            return new Spoken(
                    new RequestPhrases(language, Split.TRAINING),
                    new RequestPhrases(language, Split.EVALUATION),
                    new SupportReplies(language));
        }

        RequestPhrases ways(Split split) {
            return split == Split.TRAINING ? training : evaluation;
        }
    }
}
