package dev.rapport.enrichment.read;

import dev.rapport.schemas.ConsentProof;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what proves a consent: {@code context.consent.proof} with {@code source} and {@code wording}, texts. */
final class ConsentProofs {
    /** A text of consent is a paragraph; it is kept with every customer. */
    private static final int MAX_LENGTH = 1_000;

    private static final String PATH = "context.consent.proof.";

    private ConsentProofs() {}

    /**
     * @param context of the event
     * @return null when it names neither
     */
    static @Nullable ConsentProof read(Fields context) {
        if (!(context.values().get("consent") instanceof Map<?, ?> consent)
                || !(consent.get("proof") instanceof Map<?, ?> proof)) {
            return null;
        }
        var source = text("source", proof.get("source"));
        var wording = text("wording", proof.get("wording"));
        return source.isEmpty() && wording.isEmpty() ? null : new ConsentProof(source, wording);
    }

    private static String text(String name, @Nullable Object value) {
        var text = value instanceof String words ? words.trim() : "";
        if (text.length() > MAX_LENGTH) {
            throw new InvalidFieldException(PATH + name, "must have at most " + MAX_LENGTH + " characters");
        }
        return text;
    }
}
