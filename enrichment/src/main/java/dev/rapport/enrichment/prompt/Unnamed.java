package dev.rapport.enrichment.prompt;

import dev.rapport.runtime.value.Ids;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts that stand where a name was never filled in: names for nothing ({@code undefined}), the name of the field itself
 * ({@code first_name}), and the marks of a template ({@code {{ name }}}). Nobody is greeted by them.
 */
final class Unnamed {
    /** Given names and titles that a program's names for nothing look like, but for the case. */
    private static final Set<String> NAMES = Set.of("Na", "Nan", "Nil", "Void");

    private static final Set<String> NOTHING = Set.of("undefined", "null", "nan", "[object object]");

    private static final Set<String> FIELDS = Set.of(
            "name",
            "firstname",
            "fname",
            "givenname",
            "lastname",
            "fullname",
            "username",
            "customername",
            "customer",
            "user",
            "productname",
            "product",
            "producttitle");

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.-]+");

    private static final String FIELD =
            "(?:(?:first|last|full|given|your|the|insert|customer|user|product|brand|company"
                    + "|name|price|url)[\\s_.-]*)+";
    private static final String HAN_FIELD =
            "[^\\]\u3011>}]{0,8}(?:姓名|名字|客户名|产品名|商品名|品牌名|价格|链接|日期|公司名)" + "[^\\]\u3011>}]{0,4}";
    /** Braces are never part of a name; brackets may be, as in {@code Lamp [NEW]}, unless a field stands in them; 《…》 quotes titles. */
    private static final Pattern MARKS = Pattern.compile("\\{\\{|\\}\\}|\\{%|%\\}|\\$\\{|\\{[A-Za-z_][\\w.]*\\}"
            + "|%[A-Z_]{2,}%|\\*\\||\\|\\*|_{3,}"
            + "|(?i:[\\[<{\u3010]\\s*" + FIELD + "[\\]>}\u3011])"
            + "|[\\[<{\u3010]" + HAN_FIELD + "[\\]>}\u3011]");

    private Unnamed() {}

    static boolean matches(String text) {
        return isWord(text) || hasMarks(text);
    }

    /** Whether it is a name for nothing, or that of the field. */
    static boolean isWord(String text) {
        return (Ids.isPlaceholder(text) && !NAMES.contains(text)) || isField(text);
    }

    /** Whether a program wrote it for a value that it did not have; a person may mean {@code none}. */
    static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    static boolean hasMarks(String text) {
        return MARKS.matcher(text).find();
    }

    private static boolean isField(String text) {
        return FIELDS.contains(SEPARATORS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT));
    }
}
