package dev.rapport.tuning.corpus;

import java.util.List;
import java.util.Map;

/**
 * What recommendations are made of, by language. {@code {what}} stands for the product, with or without its brand.
 *
 * @param greetings  friendly openings with the name
 * @param strangers  friendly openings without one
 * @param reasons    by trigger action: what the customer did, leading to the product
 * @param picks      the product without a reason
 * @param prices     what it costs
 * @param closings   friendly last words, often none
 * @param brief      whole brief replies, by what is known: the name, what it costs, both or neither
 * @param branded    ways to name a product with its brand
 */
record RecommendPhrases(
        List<String> greetings,
        List<String> strangers,
        Map<String, List<String>> reasons,
        List<String> picks,
        List<String> prices,
        List<String> closings,
        Map<String, List<String>> brief,
        List<String> branded) {

    static final RecommendPhrases ENGLISH = new RecommendPhrases(
            List.of("Hi {name}!", "Hello {name}!", "Hey {name}!", "Good to see you, {name}!", "Welcome back, {name}!"),
            List.of("Hi there!", "Hello!", "Good to see you!", "Welcome back!"),
            Map.of(
                    "viewed",
                            List.of(
                                    "Since you had a look at the {because}, you may love {what}.",
                                    "You viewed the {because}, so we think {what} is your style.",
                                    "If you like the {because}, do not miss {what}.",
                                    "Still thinking of the {because}? Have a look at {what} too."),
                    "added",
                            List.of(
                                    "We think {what} would go well with the {because} in your cart.",
                                    "You added the {because}, so {what} may be a great match.",
                                    "With the {because} in your cart, why not try {what} as well?"),
                    "bought",
                            List.of(
                                    "We hope you enjoy the {because}! Have a look at {what} to go with it.",
                                    "Thank you for buying the {because}. You may also love {what}.",
                                    "Since you bought the {because}, {what} could be a perfect match.")),
            List.of(
                    "We think you will love {what}.",
                    "We picked {what} just for you.",
                    "Have you seen {what}? It is one of our favourites.",
                    "Our pick for you today is {what}.",
                    "Treat yourself to {what}."),
            List.of(
                    "It is yours for {price}.",
                    "It costs just {price}.",
                    "You can get it for {price}.",
                    "Now at {price}."),
            List.of("", "", "", "", "Enjoy!", "Happy shopping!", "Have a lovely day!", "See you soon!"),
            Map.of(
                    "name+price",
                            List.of(
                                    "{name}, your pick: {what}, {price}.",
                                    "For you, {name}: {what} at {price}.",
                                    "{name}, try {what} for {price}."),
                    "name", List.of("{name}, your pick: {what}.", "For you, {name}: {what}.", "{name}, try {what}."),
                    "price",
                            List.of(
                                    "Your pick: {what}, {price}.",
                                    "For you: {what} at {price}.",
                                    "Try {what} for {price}."),
                    "", List.of("Your pick: {what}.", "For you: {what}.", "Try {what}.")),
            List.of("the {product} by {brand}", "the {product} from {brand}"));

    static final RecommendPhrases CHINESE = new RecommendPhrases(
            List.of("{name}，您好！", "亲爱的{name}，您好！", "欢迎{name}回来！", "{name}，欢迎回来！", "{name}，很高兴见到您！"),
            List.of("您好！", "亲爱的顾客，您好！", "欢迎回来！", "很高兴见到您！"),
            Map.of(
                    "viewed",
                            List.of(
                                    "您刚看过{because}，相信您也会喜欢{what}。",
                                    "既然您对{because}感兴趣，不妨看看{what}。",
                                    "喜欢{because}的话，千万别错过{what}。",
                                    "还在考虑{because}吗？也来看看{what}吧。"),
                    "added",
                            List.of(
                                    "您购物车里的{because}和{what}很配。",
                                    "您加购了{because}，再搭配{what}就更好了。",
                                    "购物车里已有{because}，要不要也试试{what}？"),
                    "bought",
                            List.of(
                                    "希望您喜欢买到的{because}！推荐搭配{what}。",
                                    "感谢您购买{because}，您可能还会喜欢{what}。",
                                    "您买过{because}，再配上{what}正好。")),
            List.of("相信您会喜欢{what}。", "我们特意为您挑选了{what}。", "您看过{what}吗？是我们的心头好。", "今天为您推荐{what}。", "用{what}犒劳一下自己吧。"),
            List.of("现价{price}。", "只要{price}。", "售价{price}。", "只需{price}就能带回家。"),
            List.of("", "", "", "", "祝您购物愉快！", "祝您生活愉快！", "期待您的光临！", "希望您喜欢！"),
            Map.of(
                    "name+price",
                            List.of(
                                    "{name}，推荐{what}，现价{price}。",
                                    "为{name}精选{what}，售价{price}。",
                                    "{name}，试试{what}，只要{price}。"),
                    "name", List.of("{name}，推荐{what}。", "为{name}精选{what}。", "{name}，试试{what}。"),
                    "price", List.of("推荐{what}，现价{price}。", "为您精选{what}，售价{price}。", "试试{what}，只要{price}。"),
                    "", List.of("推荐{what}。", "为您精选{what}。", "试试{what}。")),
            List.of("{brand}的{product}", "{brand}家的{product}"));
}
