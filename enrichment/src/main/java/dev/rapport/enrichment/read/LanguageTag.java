package dev.rapport.enrichment.read;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Languages as people and browsers write them. */
public final class LanguageTag {
    private static final Set<String> ISO_639_1 = Set.of(Locale.getISOLanguages());

    private LanguageTag() {}

    /** The ISO 639-1 code that a language or a locale starts with ({@code zh-CN}, {@code en_US}), if it is one. */
    public static Optional<String> code(String text) {
        var separator = text.indexOf('-') >= 0 ? text.indexOf('-') : text.indexOf('_');
        var language =
                (separator >= 0 ? text.substring(0, separator) : text).strip().toLowerCase(Locale.ROOT);
        return ISO_639_1.contains(language) ? Optional.of(language) : Optional.empty();
    }
}
