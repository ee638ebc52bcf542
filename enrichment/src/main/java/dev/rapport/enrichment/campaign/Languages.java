package dev.rapport.enrichment.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Languages a campaign writes in.
 *
 * @param fallback  for customers whose language is unknown or not supported, ISO 639-1
 * @param supported all of them, the fallback included
 */
public record Languages(String fallback, List<String> supported) {
    public Languages {
        supported = List.copyOf(supported);
    }

    /** The language to write to a customer in. */
    public String forCustomer(@Nullable String language) {
        return language != null && supported.contains(language) ? language : fallback;
    }
}
