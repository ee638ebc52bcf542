package dev.rapport.enrichment.prompt;

import dev.rapport.runtime.value.VisibleText;
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
    static final int MAX_CHARACTERS = 120;

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

    /** What a template engine would take for its own; the words between them stay. */
    private static final Pattern TEMPLATE_MARKS = Pattern.compile("\\{\\{-?|-?\\}\\}|\\{%-?|-?%\\}|\\$\\{");

    private static final Pattern LINE_END = Pattern.compile("\\R");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Beside letters, digits and blanks. */
    private static final String PLAIN = "-'(),.!?+#&";

    private PromptText() {}

    /** The text, safe for a line; null when nothing is left of it. */
    public static @Nullable String clean(@Nullable String text) {
        return clean(text, MAX_CHARACTERS);
    }

    /** The text, safe for a line and cut to so many code points; null when nothing is left of it. */
    public static @Nullable String clean(@Nullable String text, int max) {
        if (text == null || (text.length() <= max && isPlain(text))) {
            return text;
        }
        var harmless = TEMPLATE_MARKS.matcher(withoutMarkup(visible(text))).replaceAll(" ");
        var line = BLANKS.matcher(harmless).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) > max) {
            line = line.substring(0, line.offsetByCodePoints(0, max)).strip();
        }
        return line.isEmpty() ? null : line;
    }

    /** A customer's name, as they may be greeted by it; null for what no name looks like, such as {@code undefined} or an address. */
    static @Nullable String name(@Nullable String text) {
        var name = clean(text);
        return name != null
                        && !Unnamed.hasMarks(visible(String.valueOf(text)))
                        && name.codePointCount(0, name.length()) <= MAX_NAME
                        && NAME.matcher(name).matches()
                        && name.codePoints().anyMatch(Character::isLetter)
                        && !Unnamed.matches(name)
                ? name
                : null;
    }

    /**
     * What a product, its brand or its category is called: the first line of it, for what follows is not the name. Null when
     * nothing is left, or when it stands for a name that was never filled in.
     */
    public static @Nullable String title(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() <= MAX_CHARACTERS && isPlain(text)) {
            return Unnamed.isWord(text) ? null : text;
        }
        var visible = visible(text);
        if (Unnamed.hasMarks(firstLine(visible))) {
            return null;
        }
        var title = clean(firstLine(withoutMarkup(visible)));
        return title == null || Unnamed.matches(title) ? null : title;
    }

    /**
     * Whether it is nothing but letters, digits and marks that no pattern here looks for, with single blanks between, as most
     * texts are: each of these patterns costs more than a look at every character.
     */
    private static boolean isPlain(String text) {
        var before = ' ';
        for (var index = 0; index < text.length(); index++) {
            var character = text.charAt(index);
            var isBlank = character == ' ';
            var isHost = character == '.' && (before == 'w' || before == 'W');
            if (isHost
                    || (isBlank
                            ? before == ' '
                            : !Character.isLetterOrDigit(character) && PLAIN.indexOf(character) < 0)) {
                return false;
            }
            before = character;
        }
        return before != ' ';
    }

    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    private static String withoutMarkup(String visible) {
        var plain = CONTROL_TEXT.matcher(visible).replaceAll(" ");
        return LINK.matcher(MARKUP.matcher(plain).replaceAll(" ")).replaceAll(" ");
    }

    private static String firstLine(String text) {
        return LINE_END.split(VisibleText.trimmed(text), 2)[0];
    }

    /** Amount and currency, for example {@code 12.50 USD} or {@code 1200 JPY}. */
    static String price(Money price) {
        var digits = Currency.getInstance(price.getCurrency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(price.getAmountMinor(), Math.max(digits, 0)).toPlainString() + " "
                + price.getCurrency();
    }
}
