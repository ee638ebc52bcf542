package dev.rapport.inference.model.hub;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name of a model on the hub, by the hub's own rules: a folder's name can be made of it.
 *
 * @param text {@code NAME} or {@code ORG/NAME}
 */
public record HubId(String text) {
    private static final int MAX_LENGTH = 96;
    private static final Pattern FORM = Pattern.compile("\\w(?:[\\w.-]*\\w)?(?:/\\w(?:[\\w.-]*\\w)?)?");

    public HubId {
        if (text.length() > MAX_LENGTH
                || !FORM.matcher(text).matches()
                || text.contains("..")
                || text.contains("--")
                || text.endsWith(".git")) {
            throw new IllegalArgumentException("no id of a model on the hub: " + text);
        }
    }

    /** Empty when a text is not such a name. */
    public static Optional<HubId> of(String text) {
        try {
            return Optional.of(new HubId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Name of its folder in the cache. */
    String folder() {
        return "models--" + text.replace("/", "--");
    }

    @Override
    public String toString() {
        return text;
    }
}
