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
        var language = Locale.forLanguageTag(text.strip().replace('_', '-')).getLanguage();
        return Optional.of(language).filter(ISO_639_1::contains);
    }
}
