package dev.rapport.factory.corpus;

import dev.rapport.factory.corpus.GeneratedExample.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fills {@code {field}} places of a phrase. A Latin value is always preceded by a space, in Chinese too: so a value falls
 * into the same tokens in the reply as in the prompt.
 */
final class Sentence {
    private static final Pattern PLACE = Pattern.compile("\\{([\\w-]+)}");
    private static final int FIRST_CJK = 0x2E80;

    private Sentence() {}

    /** @param values of the fields the phrase names; a missing one is a fault of the phrase */
    static List<Piece> fill(String phrase, Map<String, String> values) {
        var pieces = new ArrayList<Piece>();
        var place = PLACE.matcher(phrase);
        var at = 0;
        while (place.find()) {
            addText(pieces, phrase.substring(at, place.start()));
            var value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for " + place.group() + " in: " + phrase);
            }
            if (value.charAt(0) < FIRST_CJK && endsTight(pieces)) {
                pieces.add(new Piece(" ", false));
            }
            pieces.add(new Piece(value, true));
            at = place.end();
        }
        addText(pieces, phrase.substring(at));
        return pieces;
    }

    /**
     * An example of a reply with places.
     *
     * @param values   by field name
     * @param optional fields that another good reply to this prompt may leave out
     */
    static GeneratedExample example(
            PromptText prompt,
            String reply,
            Map<String, String> values,
            Set<String> optional,
            Language language,
            Slots slots) {
        var expected = new LinkedHashMap<>(values);
        expected.keySet().removeIf(field -> optional.contains(field) || !reply.contains("{" + field + "}"));
        // A prompt read from a file often ends with a line break; the model must not mind.
        var end = slots.chance(0.05) ? "\n" : "";
        return new GeneratedExample(prompt + end, fill(" " + reply, values), language, expected);
    }

    private static void addText(List<Piece> pieces, String text) {
        if (text.isEmpty()) {
            return;
        }
        var afterLatin = !pieces.isEmpty() && lastOf(pieces) < FIRST_CJK && lastOf(pieces) != ' ';
        var gap = afterLatin && Character.UnicodeScript.of(text.charAt(0)) == Character.UnicodeScript.HAN;
        pieces.add(new Piece(gap ? " " + text : text, false));
    }

    private static boolean endsTight(List<Piece> pieces) {
        return pieces.isEmpty() || lastOf(pieces) != ' ';
    }

    private static char lastOf(List<Piece> pieces) {
        var text = pieces.get(pieces.size() - 1).text();
        return text.charAt(text.length() - 1);
    }
}
