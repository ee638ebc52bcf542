package dev.rapport.ingestion.campaign;

import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as they may stand in a prompt: one line, of bounded length, without the model's control texts. */
public final class PromptText {
    /** Most characters (code points) of one value. */
    static final int MOST_CHARACTERS = 120;

    private static final Pattern CONTROL_TEXT = Pattern.compile("<\\|[^|>]{0,40}\\|>|<\\||\\|>");
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
        var line = BLANKS.matcher(CONTROL_TEXT.matcher(visible).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        if (line.codePointCount(0, line.length()) > most) {
            line = line.substring(0, line.offsetByCodePoints(0, most)).strip();
        }
        return line.isEmpty() ? null : line;
    }

    /** Amount and currency, for example {@code 12.50 USD} or {@code 1200 JPY}. */
    static String price(Money price) {
        var digits = Currency.getInstance(price.getCurrency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(price.getAmountMinor(), Math.max(digits, 0)).toPlainString() + " "
                + price.getCurrency();
    }
}
