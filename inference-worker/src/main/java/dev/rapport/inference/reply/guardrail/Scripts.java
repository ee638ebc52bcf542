package dev.rapport.inference.reply.guardrail;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.Set;

/** Scripts that languages are written in. */
final class Scripts {
    private static final Set<UnicodeScript> LATIN = Set.of(UnicodeScript.LATIN);
    private static final Set<UnicodeScript> CYRILLIC = Set.of(UnicodeScript.CYRILLIC);
    /** By ISO 639-1 code; languages that are not here are not judged. */
    private static final Map<String, Set<UnicodeScript>> BY_LANGUAGE = Map.ofEntries(
            Map.entry("en", LATIN),
            Map.entry("de", LATIN),
            Map.entry("fr", LATIN),
            Map.entry("es", LATIN),
            Map.entry("it", LATIN),
            Map.entry("pt", LATIN),
            Map.entry("nl", LATIN),
            Map.entry("pl", LATIN),
            Map.entry("sv", LATIN),
            Map.entry("ru", CYRILLIC),
            Map.entry("uk", CYRILLIC),
            Map.entry("zh", Set.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO)),
            Map.entry("ja", Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA)),
            Map.entry("ko", Set.of(UnicodeScript.HANGUL, UnicodeScript.HAN)));

    private Scripts() {}

    /** Empty when the language is not judged. */
    static Set<UnicodeScript> of(String language) {
        return BY_LANGUAGE.getOrDefault(language, Set.of());
    }

    /** Whether words are written without spaces between them. */
    static boolean isUnspaced(int character) {
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI -> true;
            default -> false;
        };
    }

    static boolean isHan(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    }
}
