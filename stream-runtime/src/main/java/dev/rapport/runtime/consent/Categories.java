package dev.rapport.runtime.consent;

import dev.rapport.runtime.value.StorableText;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.consent.Purposes;
import java.util.Locale;

/** Names of consent categories. */
public final class Categories {
    /** Most categories in one object of an event, and of a customer besides those that Rapport itself knows. */
    public static final int MAX = 50;

    private Categories() {}

    /** The name under which a category is kept: {@code " Marketing"} and {@code marketing} are one, and whatever looks so. */
    public static String normalized(String name) {
        return StorableText.repaired(VisibleText.plain(name)).toLowerCase(Locale.ROOT);
    }

    /** Whether Rapport itself knows what it means. */
    public static boolean isKnown(String category) {
        return category.equals(Purposes.MARKETING) || Channel.isCategory(category);
    }
}
