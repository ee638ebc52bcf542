package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.rules;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links, prices, offers and codes that nobody gave. Any language: what is said about them is the same. */
final class UnknownFactsTest {
    private static final String GIVEN = """
            product: Mug
            price: 1299.00 USD
            old price: 2.500,50 EUR
            stock: 40
            运费：二百三十元，百分之五十
            discount: 20%
            voucher: WELCOME20
            order: 80012345
            last order: ORD-10023, of VIP-CLUB7, with SAVE20-VIP; first order: 422-4408270-5392347
            code: CNY9GW2U
            link: https://shop.example/mugs?id=7
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It costs $1,299.00.",
                "It costs 1299 USD.",
                "It costs USD 1 299.00 only.",
                "Just 1299 dollars!",
                "售价 1299.00 美元。",
                "原价 €2500.50，",
                "Was 2500,5 EUR.",
                "Only 40 left, or $40 each.",
                "A mug in 3 sizes for 2 people since 1998.",
                "Holds 350 ml and weighs 1.5 kg.",
                "Three for you, 100 of them.",
                "20% off!",
                "Take 20 percent off.",
                "享受 20％ 优惠。",
                "百分之五十优惠。",
                "八折优惠！",
                "8 折优惠！",
                "这把三折伞很好看。",
                "可折叠的杯子。",
                "Use code WELCOME20 today.",
                "优惠码：WELCOME20。",
                "Your order 80012345 is on its way.",
                "Your order 10023 and your order ORD-10023.",
                "Take 20% off with code CNY9GW2U now.",
                "Your order 422-4408270-5392347, your order #422-4408270-5392347.",
                "Type SAVE20-VIP, or VIP-CLUB7- at the till.",
                "The dress code is casual.",
                "A USB-C cable and an A4 page, OK?",
                "See https://shop.example/mugs?id=7.",
                "See shop.example/mugs?id=7!",
                "详情见 www.shop.example，欢迎选购。",
                "Have a look today.Shop now.",
                "Version 2.0 e.g. is fine, i.e. good.",
            })
    void passesWhatWasGiven(String text) {
        // When
        var verdicts = verdicts(given(), text);
        // Then
        assertThat(verdicts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNKNOWN_PRICE | It costs $1,298.00.
            UNKNOWN_PRICE | It costs 12.99 USD.
            UNKNOWN_PRICE | It costs €1299.
            UNKNOWN_PRICE | It costs 1299 CNY.
            UNKNOWN_PRICE | Now 5 dollars off.
            UNKNOWN_PRICE | 只要 99 元！
            UNKNOWN_PRICE | 只要９９元！
            UNKNOWN_PRICE | 售价 ￥1299.00。
            UNKNOWN_PRICE | 仅需 1.3万元。
            UNKNOWN_PRICE | 只要九十九元。
            UNKNOWN_PRICE | 只要三十元。
            UNKNOWN_OFFER | 30% off!
            UNKNOWN_OFFER | Save 15 percent.
            UNKNOWN_OFFER | Half-price today.
            UNKNOWN_OFFER | Buy one, get one.
            UNKNOWN_OFFER | With free shipping!
            UNKNOWN_OFFER | 全场七折！
            UNKNOWN_OFFER | 现在85折！
            UNKNOWN_OFFER | 立减百分之五。
            UNKNOWN_OFFER | 全场包邮！
            UNKNOWN_OFFER | 半价！
            UNKNOWN_CODE  | Use code WELCOME30 today.
            UNKNOWN_CODE  | Use code HELLO today.
            UNKNOWN_CODE  | Type SAVE20 at the till.
            UNKNOWN_CODE  | 优惠码：hello88。
            UNKNOWN_CODE  | Your order number 4711 is on its way.
            UNKNOWN_CODE  | Your parcel #4711A.
            UNKNOWN_CODE  | Your order 800123.
            UNKNOWN_CODE  | Your order #012345.
            UNKNOWN_CODE  | 您的订单号 1002 已发货。
            UNKNOWN_CODE  | Your order 422-440.
            UNKNOWN_CODE  | Take 20% off with code CNY9GW2 now.
            UNKNOWN_CODE  | Use code WELCOME2 today.
            UNKNOWN_CODE  | Use code COME20 today.
            UNKNOWN_CODE  | Use code SAVE20 today.
            UNKNOWN_CODE  | Type CLUB7 at the till.
            UNKNOWN_CODE  | 优惠码：---
            UNKNOWN_CODE  | 您的订单号 998877 已发货。
            UNKNOWN_LINK  | See https://shop.example/mugs?id=70.
            UNKNOWN_LINK  | See https://shop.example.evil.example/mugs.
            UNKNOWN_LINK  | See http://10.0.0.1/x
            UNKNOWN_LINK  | See bit.ly/abc now.
            UNKNOWN_LINK  | 详情见www.other.example欢迎选购。
            UNKNOWN_LINK  | Go to mugs-store.com.
            """)
    void failsWhatWasNot(Verdict verdict, String text) {
        // When
        var verdicts = verdicts(given(), text);
        // Then
        assertThat(verdicts).containsExactly(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "brand.example, https://www.brand.example/a/b, 0",
        "brand.example, https://news.brand.example, 0",
        "brand.example, https://mybrand.example, 1",
        "https://brand.example/sale, brand.example/sale/mugs, 0",
        "brand.example/sale, brand.example/sale?x=1, 0",
        "brand.example/sale, brand.example/salesman, 1",
        "brand.example/sale, brand.example, 1",
    })
    void passesLinksThatTheCampaignAllows(String allowed, String link, int verdicts) {
        // Given
        var prompt = aPromptOf("en", "")
                .setRules(rules().setAllowedLinks(List.of(allowed)).build());
        // When, Then
        assertThat(verdicts(prompt, "See " + link + " today.")).hasSize(verdicts);
    }

    @Test
    void takesTheFallbackTextForGiven() {
        // Given
        var prompt = aPromptOf("en", "").setFallbackText("Now 5 EUR at www.brand.example with free shipping.");
        // When, Then
        assertThat(verdicts(prompt, "Free shipping on brand.example: €5.00")).isEmpty();
    }

    private static dev.rapport.schemas.Prompt.Builder given() {
        return aPromptOf("other", GIVEN);
    }
}
