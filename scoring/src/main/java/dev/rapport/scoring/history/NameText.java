package dev.rapport.scoring.history;

import dev.rapport.runtime.value.VisibleText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names that others give, of experiments, arms and sources: without the blanks around them, visible or not, and none when
 * there is nothing else. Case is kept: {@code LinkedIn} and {@code linkedin} are two names, as in web analytics.
 */
public final class NameText {
    private NameText() {}

    /** The name, if there is one. */
    public static Optional<String> of(@Nullable String text) {
        return Optional.ofNullable(text).map(VisibleText::trimmed).filter(name -> !name.isEmpty());
    }
}
