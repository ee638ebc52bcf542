package dev.rapport.runtime.catalog;

import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices, exactly: a number and a currency beside it, or both in one text as Google's feeds have them, {@code 15.00 USD}. A
 * point is a decimal sign, and so is a comma before one or two digits; both together are a decimal sign and what groups
 * thousands. What could mean two amounts, {@code 1,234}, is refused.
 */
final class PriceReader {
    private static final BigInteger MAX_MINOR_UNITS = BigInteger.TEN.pow(12);
    private static final Pattern WITH_CURRENCY =
            Pattern.compile("(?<before>[A-Za-z]{3})?\\s*(?<amount>[-+]?[0-9][0-9.,]{0,24})\\s*(?<after>[A-Za-z]{3})?");

    private static final Pattern POINT = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?");
    private static final Pattern COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]{1,2}");
    private static final Pattern GROUPED_BY_COMMA = Pattern.compile("[-+]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+");
    private static final Pattern GROUPED_BY_POINT = Pattern.compile("[-+]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");

    private PriceReader() {}

    /**
     * Reads a price.
     *
     * @param field    names it in a refusal
     * @param value    a number or a text
     * @param currency what was sent beside it; null where nothing was
     */
    static Money read(String field, Object value, @Nullable String currency) throws InvalidProductException {
        if (value instanceof String text) {
            return parse(field, text, currency);
        }
        var number = ProductFields.number(value);
        if (number.isEmpty()) {
            throw new InvalidProductException(field, "must be a number of at least 0");
        }
        return money(field, number.get(), currency);
    }

    private static Money parse(String field, String text, @Nullable String beside) throws InvalidProductException {
        var parts = WITH_CURRENCY.matcher(text);
        if (!parts.matches() || (parts.group("before") != null && parts.group("after") != null)) {
            throw new InvalidProductException(field, "must be an amount and an ISO 4217 code, such as 15.00 USD");
        }
        var inText = parts.group("before") != null ? parts.group("before") : parts.group("after");
        if (inText != null && beside != null && !inText.equalsIgnoreCase(beside)) {
            throw new InvalidProductException(field, "must be in the currency that is sent beside it, " + beside);
        }
        return money(field, amount(field, parts.group("amount")), inText != null ? inText : beside);
    }

    private static BigDecimal amount(String field, String text) throws InvalidProductException {
        if (POINT.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        if (COMMA.matcher(text).matches() || GROUPED_BY_POINT.matcher(text).matches()) {
            return new BigDecimal(text.replace(".", "").replace(',', '.'));
        }
        if (GROUPED_BY_COMMA.matcher(text).matches()) {
            return new BigDecimal(text.replace(",", ""));
        }
        throw new InvalidProductException(
                field, "must be one amount, such as 1234.50: what its signs mean is not clear");
    }

    private static Money money(String field, BigDecimal amount, @Nullable String code) throws InvalidProductException {
        if (code == null) {
            throw new InvalidProductException("currency", "must be an ISO 4217 code");
        }
        var currency = currency(code);
        var digits = currency.getDefaultFractionDigits();
        if (amount.signum() < 0) {
            throw new InvalidProductException(field, "must be a number of at least 0");
        }
        BigInteger minor;
        try {
            minor = amount.setScale(digits, RoundingMode.UNNECESSARY).unscaledValue();
        } catch (ArithmeticException e) {
            throw new InvalidProductException(
                    field,
                    "has more than " + digits + " decimals, which " + currency.getCurrencyCode() + " does not have");
        }
        if (minor.compareTo(MAX_MINOR_UNITS) > 0) {
            throw new InvalidProductException(field, "must be at most " + MAX_MINOR_UNITS + " minor units");
        }
        return new Money(minor.longValueExact(), currency.getCurrencyCode());
    }

    private static Currency currency(String code) throws InvalidProductException {
        try {
            var currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // No such code: refused below.
        }
        throw new InvalidProductException("currency", "must be an ISO 4217 code, not '" + code + "'");
    }
}
