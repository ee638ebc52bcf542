package dev.rapport.inference.reply.guardrail;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Amounts of money that were given: as such, or as numbers without a currency. */
final class Amounts {
    private static final Set<String> DOLLARS =
            Set.of("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "BRL", "CLP", "COP", "ARS");
    private static final String CODES =
            "USD|EUR|GBP|CNY|RMB|JPY|KRW|INR|CAD|AUD|NZD|SGD|HKD|TWD|CHF|SEK|NOK|DKK|PLN|CZK"
                    + "|HUF|RON|BGN|RUB|UAH|BRL|MXN|ARS|CLP|COP|PEN|ZAR|ILS|AED|SAR|THB|VND|IDR|MYR|PHP";
    private static final String SIGNS = "[$€£¥₹₩₽₫฿]";
    private static final String WORDS = "dollars?|euros?|pounds?|yuan|yen";
    private static final String HAN = "美元|欧元|英镑|日元|港元|港币|人民币|元|块钱";
    /** Sign or code before, number, sign, code or word behind; one of both must be there. */
    private static final Pattern AMOUNT = Pattern.compile("(?:(" + SIGNS + "|\\b(?:" + CODES + "))\\s?)?"
            + "(?<![\\d.,])(" + Numbers.PATTERN + ")"
            + "(万|千|[kK]\\b)?"
            + "(?:\\s?(" + SIGNS + "|(?:" + CODES + ")\\b|(?i:" + WORDS + ")\\b|" + HAN + "))?");

    private static final int BEFORE = 1;
    private static final int DIGITS = 2;
    private static final int TIMES = 3;
    private static final int AFTER = 4;

    private static final Pattern NUMBER = Pattern.compile(Numbers.PATTERN);
    private static final Pattern SINGLE = Pattern.compile("\\d+(?:[.,]\\d+)?");
    private static final Map<String, Set<String>> CURRENCIES = Map.ofEntries(
            Map.entry("$", DOLLARS),
            Map.entry("dollar", DOLLARS),
            Map.entry("€", Set.of("EUR")),
            Map.entry("euro", Set.of("EUR")),
            Map.entry("欧元", Set.of("EUR")),
            Map.entry("£", Set.of("GBP")),
            Map.entry("pound", Set.of("GBP")),
            Map.entry("英镑", Set.of("GBP")),
            Map.entry("¥", Set.of("CNY", "JPY")),
            Map.entry("rmb", Set.of("CNY")),
            Map.entry("yuan", Set.of("CNY")),
            Map.entry("人民币", Set.of("CNY")),
            Map.entry("元", Set.of("CNY", "TWD")),
            Map.entry("块钱", Set.of("CNY", "TWD")),
            Map.entry("yen", Set.of("JPY")),
            Map.entry("日元", Set.of("JPY")),
            Map.entry("美元", Set.of("USD")),
            Map.entry("港元", Set.of("HKD")),
            Map.entry("港币", Set.of("HKD")),
            Map.entry("₹", Set.of("INR")),
            Map.entry("₩", Set.of("KRW")),
            Map.entry("₽", Set.of("RUB")),
            Map.entry("₫", Set.of("VND")),
            Map.entry("฿", Set.of("THB")));

    private final List<Amount> amounts;
    private final Set<BigDecimal> numbers;

    /**
     * Money.
     *
     * @param readings   what its number may stand for
     * @param currencies ISO 4217 codes that its currency may stand for
     */
    record Amount(Set<BigDecimal> readings, Set<String> currencies) {
        private boolean mayBe(Amount other) {
            return !Collections.disjoint(readings, other.readings)
                    && !Collections.disjoint(currencies, other.currencies);
        }
    }

    private Amounts(List<Amount> amounts, Set<BigDecimal> numbers) {
        this.amounts = amounts;
        this.numbers = numbers;
    }

    /** @param text in its plain form */
    static Amounts given(String text) {
        var rest = without(text);
        var numbers = new HashSet<BigDecimal>();
        NUMBER.matcher(rest).results().forEach(found -> numbers.addAll(Numbers.readings(found.group())));
        SINGLE.matcher(rest).results().forEach(found -> numbers.addAll(Numbers.readings(found.group())));
        return new Amounts(in(text), numbers);
    }

    /** Amounts with a currency, in the order of the text. */
    static List<Amount> in(String text) {
        return AMOUNT.matcher(text)
                .results()
                .filter(Amounts::isMoney)
                .map(Amounts::amount)
                .toList();
    }

    /** The text, a line break in the place of every amount. */
    static String without(String text) {
        return AMOUNT.matcher(text)
                .replaceAll(found -> isMoney(found) ? "\n" : Matcher.quoteReplacement(found.group()));
    }

    /** Whether it was given, in a currency that it may be. */
    boolean hold(Amount amount) {
        return amounts.stream().anyMatch(amount::mayBe) || !Collections.disjoint(numbers, amount.readings());
    }

    private static boolean isMoney(MatchResult found) {
        return found.group(BEFORE) != null || found.group(AFTER) != null;
    }

    private static Amount amount(MatchResult found) {
        var factor = factor(found.group(TIMES));
        var readings = Numbers.readings(found.group(DIGITS)).stream()
                .map(reading -> Numbers.plain(reading.multiply(factor)))
                .collect(Collectors.toSet());
        var mark = found.group(AFTER) == null ? found.group(BEFORE) : found.group(AFTER);
        return new Amount(readings, currencies(mark));
    }

    private static BigDecimal factor(@Nullable String times) {
        if (times == null) {
            return BigDecimal.ONE;
        }
        return BigDecimal.valueOf(times.equals("万") ? 10_000 : 1_000);
    }

    private static Set<String> currencies(String mark) {
        var lower = mark.toLowerCase(Locale.ROOT);
        var word = lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        return CURRENCIES.getOrDefault(word, Set.of(mark));
    }
}
