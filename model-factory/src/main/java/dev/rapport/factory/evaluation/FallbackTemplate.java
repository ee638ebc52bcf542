package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.Language;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a campaign sends without a model: one fixed text a task and language, with the fields of the prompt filled in and
 * sentences left out whose fields are missing. The baseline that a model must beat.
 */
final class FallbackTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> DEAL = List.of("Save {discount}.", "Code: {code}.", "Valid until {until}.");
    private static final List<String> CHINESE_DEAL = List.of("可享 {discount} 优惠。", "优惠码 {code}。", "有效期至 {until}。");

    private static final Map<String, List<List<String>>> ENGLISH = Map.of(
            "recommend",
                    List.of(List.of(
                            "Hi {name}!",
                            "You may like the {product}.",
                            "Now {price}.",
                            "We also suggest the {also}.")),
            "offer",
                    List.of(
                            List.of(
                                    "Hi {name}!",
                                    "We have an offer for you.",
                                    "The {product}.",
                                    "Now {price}.",
                                    "Before: {was}."),
                            DEAL),
            "post",
                    List.of(
                            List.of("Have a look at the {product}.", "Now {price}.", "Before: {was}."),
                            DEAL,
                            List.of("{tags}")),
            "support",
                    List.of(List.of(
                            "Hello {name}!",
                            "Thank you for your message.",
                            "It is about order {order}.",
                            "Product: {product}.",
                            "We will answer soon.")),
            "summary",
                    List.of(List.of(
                            "Customer: {name}.", "Product: {product}.", "Order: {order}.", "See the conversation.")));

    private static final Map<String, List<List<String>>> CHINESE = Map.of(
            "recommend", List.of(List.of("{name}，您好！", "为您推荐 {product}。", "价格 {price}。", "另有 {also}。")),
            "offer",
                    List.of(
                            List.of("{name}，您好！", "为您准备了一份礼遇。", "{product}。", "价格 {price}。", "原价 {was}。"),
                            CHINESE_DEAL),
            "post", List.of(List.of("来看看 {product}。", "价格 {price}。", "原价 {was}。"), CHINESE_DEAL, List.of("{tags}")),
            "support", List.of(List.of("{name}，您好！", "您的留言已收到。", "订单 {order}。", "商品 {product}。", "我们会尽快答复。")),
            "summary", List.of(List.of("顾客 {name}。", "商品 {product}。", "订单 {order}。", "详见对话。")));

    private FallbackTemplate() {}

    /** Every sentence of a task, with its places. */
    static Stream<String> sentences(String task, Language language) {
        return (language == Language.ENGLISH ? ENGLISH : CHINESE)
                .getOrDefault(task, List.of()).stream().flatMap(List::stream);
    }

    /** @param task one of the corpus' tasks */
    static String of(String task, GeneratedExample example) {
        var english = example.language() == Language.ENGLISH;
        var fields = PromptFields.of(example.prompt());
        var text = new StringBuilder();
        for (var sentences : (english ? ENGLISH : CHINESE).getOrDefault(task, List.of())) {
            for (var sentence : sentences) {
                if (PLACE.matcher(sentence).results().allMatch(place -> fields.containsKey(place.group(1)))) {
                    text.append(english && !text.isEmpty() ? " " : "")
                            .append(PLACE.matcher(sentence)
                                    .replaceAll(place ->
                                            Matcher.quoteReplacement(fields.getOrDefault(place.group(1), ""))));
                }
            }
        }
        return text.toString();
    }
}
