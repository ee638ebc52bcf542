package dev.rapport.scoring.experiment;

import dev.rapport.schemas.GoalMoments;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums over customers, enough for mean, variance and covariance. y is what is measured of a customer after first
 * exposure, x the covariate: the same before it. Customers who are not in a sum have zero for both. Whole numbers, so that sums do
 * not depend on order.
 *
 * @param customers of whom y or x is not zero
 * @param y         sum of y
 * @param yy        sum of squares of y
 * @param x         sum of x
 * @param xx        sum of squares of x
 * @param xy        sum of products
 */
public record Moments(long customers, BigInteger y, BigInteger yy, BigInteger x, BigInteger xx, BigInteger xy) {
    /** Of no customer. */
    public static final Moments ZERO =
            new Moments(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** Of one customer without a covariate. */
    public static Moments of(long y) {
        return of(y, 0);
    }

    /** Of one customer. */
    public static Moments of(long y, long x) {
        if (y == 0 && x == 0) {
            return ZERO;
        }
        var bigY = BigInteger.valueOf(y);
        var bigX = BigInteger.valueOf(x);
        return new Moments(1, bigY, bigY.multiply(bigY), bigX, bigX.multiply(bigX), bigX.multiply(bigY));
    }

    /** The sums in a record. */
    public static Moments of(GoalMoments of) {
        return new Moments(
                of.getCustomers(), sum(of.getY()), sum(of.getYy()), sum(of.getX()), sum(of.getXx()), sum(of.getXy()));
    }

    /** Of the customers of both. */
    public Moments plus(Moments other) {
        return new Moments(
                customers + other.customers,
                y.add(other.y),
                yy.add(other.yy),
                x.add(other.x),
                xx.add(other.xx),
                xy.add(other.xy));
    }

    /** Without the customers of the other. */
    public Moments minus(Moments other) {
        return plus(other.times(-1));
    }

    /**
     * The customers come in or leave.
     *
     * @param sign 1 or -1
     */
    public Moments times(int sign) {
        return sign > 0 ? this : new Moments(-customers, y.negate(), yy.negate(), x.negate(), xx.negate(), xy.negate());
    }

    /** True when nobody is in it and nothing of a change is left. */
    public boolean isZero() {
        return equals(ZERO);
    }

    /**
     * As a record.
     *
     * @param currency of revenue in minor units; null when y is 1 for a customer who reached the goal
     */
    GoalMoments toRecord(String goal, @Nullable String currency) {
        return new GoalMoments(
                goal, currency, customers, decimal(y), decimal(yy), decimal(x), decimal(xx), decimal(xy));
    }

    private static BigDecimal decimal(BigInteger sum) {
        return new BigDecimal(sum);
    }

    private static BigInteger sum(BigDecimal decimal) {
        return decimal.toBigIntegerExact();
    }
}
