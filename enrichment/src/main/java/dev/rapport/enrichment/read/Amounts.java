package dev.rapport.enrichment.read;

import dev.rapport.schemas.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decimal amounts to minor units, exactly: no floating point on the way. */
final class Amounts {
    private static final int MAX_DIGITS_BEFORE_POINT = 15;
    private static final int MIN_EXPONENT = -30;
    private static final BigInteger MAX_MINOR_UNITS = BigInteger.TEN.pow(12);

    private Amounts() {}

    /**
     * The amount in minor units, half a unit rounded away from zero: browsers send sums such as 59.970000000000006.
     *
     * @throws InvalidFieldException when it has more than 15 digits before the point, or is more than 10^12 minor units
     *     either way
     */
    static Money money(Fields.Numeric amount, Currency currency) {
        var problem = problem(amount.value(), currency);
        if (problem != null) {
            throw new InvalidFieldException(amount.path(), problem);
        }
        return new Money(minor(amount.value(), currency).longValueExact(), currency.getCurrencyCode());
    }

    /** The same; null where it is more than an amount can be. */
    static @Nullable Money anyMoney(Fields.Numeric amount, Currency currency) {
        return problem(amount.value(), currency) == null ? money(amount, currency) : null;
    }

    private static @Nullable String problem(BigDecimal value, Currency currency) {
        // Checked before any arithmetic: scaling 1e999999999 would take all memory.
        if (value.signum() != 0 && exponent(value) > MAX_DIGITS_BEFORE_POINT) {
            return "must have at most " + MAX_DIGITS_BEFORE_POINT + " digits before the point";
        }
        return minor(value, currency).abs().compareTo(MAX_MINOR_UNITS) > 0
                ? "must be at most " + MAX_MINOR_UNITS + " minor units"
                : null;
    }

    private static BigInteger minor(BigDecimal value, Currency currency) {
        var plain = value.signum() == 0 || exponent(value) < MIN_EXPONENT ? BigDecimal.ZERO : value;
        return plain.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP)
                .unscaledValue();
    }

    private static long exponent(BigDecimal value) {
        return (long) value.precision() - value.scale();
    }

    /**
     * The currency with an ISO 4217 code in any case.
     *
     * @throws InvalidFieldException when there is none, or it has no minor unit (such as gold, XAU)
     */
    static Currency currency(String path, String code) {
        try {
            var currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // No such code: refused below.
        }
        throw new InvalidFieldException(path, "must be an ISO 4217 currency code");
    }
}
