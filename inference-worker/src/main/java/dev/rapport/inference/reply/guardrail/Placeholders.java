package dev.rapport.inference.reply.guardrail;

import java.util.Optional;
import java.util.regex.Pattern;

/** That nothing is left to fill in. */
final class Placeholders implements Guardrail {
    /** Never right, in names neither. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{|\\}\\}|\\{%|%\\}|\\$\\{|<\\|");
    /** In a product's name it may be right: {@code Lamp [NEW]}. */
    private static final Pattern BLANK = Pattern.compile("\\[[A-Z][A-Z0-9_ ]+\\]|<[A-Z][A-Z0-9_]+>"
            + "|\\{[A-Za-z_][A-Za-z0-9_]*\\}|%[A-Z_]{2,}%|_{3,}"
            + "|(?i:[\\[<{][^\\]>}\\n]{0,20}\\b(?:name|product|price|brand|link|url|date|company|code|insert)\\b"
            + "[^\\]>}\\n]{0,20}[\\]>}])"
            + "|[\\[\u3010<{\u300a][^\\]\u3011>}\u300b\\n]{0,8}(?:姓名|名字|客户名|产品名|商品名|品牌名|价格|链接|日期|公司名)"
            + "[^\\]\u3011>}\u300b\\n]{0,4}[\\]\u3011>}\u300b]");

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        return Guardrail.failsIf(
                TEMPLATE.matcher(candidate.text()).find()
                        || BLANK.matcher(candidate.withoutNames()).find(),
                Verdict.PLACEHOLDER);
    }
}
