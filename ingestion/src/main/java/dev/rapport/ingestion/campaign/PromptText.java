package dev.rapport.ingestion.campaign;

import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as they may stand in a prompt or a fallback text, whoever wrote them: one line, of bounded length, without the
 * model's control texts, markup and links. What is given to the model may be repeated by it.
 */
public final class PromptText {
    /** Most characters (code points) of one value. */
    static final int MOST_CHARACTERS = 120;

    private static final Pattern CONTROL_TEXT = Pattern.compile("<\\|[^|>]{0,40}\\|>|<\\||\\|>");
    /** A tag, a comment or a declaration, and what a style or a script holds. */
    private static final Pattern MARKUP =
            Pattern.compile("(?is)<(script|style)\\b[^>]*>.*?</\\1\\s*>|<[a-z/!?][^<>]*>?");

    private static final Pattern LINK =
            Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]*://|www\\.|javascript:|mailto:)\\S*");
    /** Letters of any script and what joins them; a dot only at the end of a word, or it is the name of a host. */
    private static final Pattern NAME =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{N}\\p{So}\\u200C\\u200D '’`·,&()-]|\\.(?!\\p{L}{2}))+");

    private static final int MAX_NAME = 60;
    /** Spaces of all kinds, line ends and control characters; zero-width and bidirectional marks vanish. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}&&[^\\u200C\\u200D]]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private PromptText() {}

    /** The text, safe for a line; null when nothing is left of it. */
    public static @Nullable String clean(@Nullable String text) {
        return clean(text, MOST_CHARACTERS);
    }

    /** The text, safe for a line and cut to so many code points; null when nothing is left of it. */
    static @Nullable String clean(@Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        var visible = INVISIBLE.matcher(text).replaceAll("");
        var plain = CONTROL_TEXT.matcher(visible).replaceAll(" ");
        var harmless = LINK.matcher(MARKUP.matcher(plain).replaceAll(" ")).replaceAll(" ");
        var line = BLANKS.matcher(harmless).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) > most) {
            line = line.substring(0, line.offsetByCodePoints(0, most)).strip();
        }
        return line.isEmpty() ? null : line;
    }

    /** A customer's name, as they may be greeted by it; null for what no name looks like, such as a sentence with an address. */
    static @Nullable String name(@Nullable String text) {
        var name = clean(text);
        return name != null
                        && name.codePointCount(0, name.length()) <= MAX_NAME
                        && NAME.matcher(name).matches()
                        && name.codePoints().anyMatch(Character::isLetter)
                ? name
                : null;
    }

    /** Amount and currency, for example {@code 12.50 USD} or {@code 1200 JPY}. */
    static String price(Money price) {
        var digits = Currency.getInstance(price.getCurrency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(price.getAmountMinor(), Math.max(digits, 0)).toPlainString() + " "
                + price.getCurrency();
    }
}
