package dev.rapport.factory.corpus;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes a tidy line look typed: casing, punctuation, short forms, slips of the finger. {@code {field}} places are left
 * alone. Not thread-safe.
 */
final class NoiseAugmenter {
    private static final Pattern PLACE = Pattern.compile("\\{[\\w-]+}");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern LONE_I = Pattern.compile("\\bi\\b");
    private static final Pattern CURSED = Pattern.compile("\\b(the|my|your|this) (?=[a-z{])");
    private static final String[] CURSES = {"damn", "bloody", "stupid", "goddamn", "freaking"};
    private static final String[][] SHORT = {
        {"\\byou\\b", "u"},
        {"\\byour\\b", "ur"},
        {"\\bplease\\b", "pls"},
        {"\\bare\\b", "r"},
        {"\\bthanks\\b", "thx"},
        {"\\bwant to\\b", "wanna"},
        {"\\byou\\b", "ya"},
        {"\\bbecause\\b", "cuz"},
        {"\\bto\\b", "2"},
        {"\\band\\b", "n"},
    };

    private final Language language;
    private final Slots slots;

    NoiseAugmenter(Language language, Slots slots) {
        this.language = language;
        this.slots = slots;
    }

    /** @param line lower-case text, with {@code {field}} places */
    String over(String line) {
        var tidy =
                SPACES.matcher(line.strip()).replaceAll(" ").replace(" ?", "?").replace(" ,", ",");
        return language == Language.ENGLISH ? english(tidy) : chinese(tidy);
    }

    private String english(String tidy) {
        var line = tidy;
        if (slots.chance(0.05)) {
            line = CURSED.matcher(line).replaceFirst("$1 " + slots.any(CURSES) + " ");
        }
        if (slots.chance(0.1)) {
            var shortened = SHORT[slots.between(0, SHORT.length - 1)];
            line = line.replaceAll(shortened[0], shortened[1]);
        }
        var style = slots.between(0, 19);
        if (style < 10) { // all lower case, hardly any punctuation
            line = line.replaceAll("[?!.]+$", "");
            line = slots.chance(0.5) ? outside(line, part -> part.replace("'", "")) : line;
            line = slots.chance(0.5) ? outside(line, part -> part.replaceAll("[,?!.]", "")) : line;
        } else if (style < 16) {
            line = LONE_I.matcher(line).replaceAll("I");
            line = slots.chance(0.6) ? capitalised(line) : line;
            line = line.endsWith("?") || slots.chance(0.6) ? line : line + ".";
        } else if (style < 17) {
            line = outside(line, part -> part.toUpperCase(Locale.ROOT)) + slots.any("", "!", "!!!");
        }
        for (var slips = slots.chance(0.3) ? slots.between(1, 2) : 0; slips > 0; slips--) {
            line = outside(line, this::slip);
        }
        return SPACES.matcher(line).replaceAll(" ").strip();
    }

    private String chinese(String tidy) {
        var line = slots.chance(0.25) ? tidy.replace("，", slots.any(" ", "")) : tidy;
        line = slots.chance(0.3) ? line.replace("吗", slots.any("吗？", "么", "吗?")) : line;
        line = slots.chance(0.08) ? line.replace("怎么", "咋") : line;
        line = slots.chance(0.04) ? line.replace("在", "再") : line;
        line = slots.chance(0.04) ? line.replace("账", "帐") : line;
        return line.endsWith("？") ? line : line + slots.any("", "", "", "。", "？", "！", "？？", "...", "~");
    }

    private String slip(String part) {
        if (part.length() < 4 || !slots.chance(0.7)) {
            return part;
        }
        var at = slots.between(1, part.length() - 2);
        var left = part.substring(0, at);
        var right = part.substring(at + 1);
        var letter = part.charAt(at);
        return switch (slots.between(0, 4)) {
            case 0 -> left + right;
            case 1 -> left + letter + letter + right;
            case 2 -> left + right.charAt(0) + letter + right.substring(1);
            case 3 -> left + letter + (char) ('a' + slots.between(0, 25)) + right;
            default -> left + part.substring(at).replaceFirst(" ", "");
        };
    }

    private static String capitalised(String line) {
        return line.startsWith("{") ? line : Syllables.capitalised(line);
    }

    /** Changes what stands between the places. */
    private static String outside(String line, UnaryOperator<String> change) {
        var text = new StringBuilder();
        var place = PLACE.matcher(line);
        var at = 0;
        while (place.find()) {
            text.append(change.apply(line.substring(at, place.start()))).append(place.group());
            at = place.end();
        }
        return text.append(change.apply(line.substring(at))).toString();
    }
}
