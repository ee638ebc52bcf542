package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.scoring.metric.MetricGroup;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
    private static final MetricGroup ARM = new MetricGroup("spring", "mail", "email");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void sumsExactlyWhatCustomersContributeAndTakesItBack(long seed) {
        // Given
        var random = new Random(seed);
        var values = random.longs(400, -(1L << 52), 1L << 52).toArray();
        var sum = Moments.ZERO;
        // When
        for (var i = 0; i < values.length; i += 2) {
            sum = sum.plus(Moments.of(values[i], values[i + 1]));
        }
        for (var i = 0; i < values.length - 4; i += 2) {
            sum = sum.minus(Moments.of(values[i], values[i + 1]));
        }
        // Then the last two are left
        var expected = Moments.of(values[396], values[397]).plus(Moments.of(values[398], values[399]));
        assertThat(sum).isEqualTo(expected);
        assertThat(sum.xy())
                .isEqualTo(BigInteger.valueOf(values[396])
                        .multiply(BigInteger.valueOf(values[397]))
                        .add(BigInteger.valueOf(values[398]).multiply(BigInteger.valueOf(values[399]))));
    }

    @Test
    void countsNoCustomerWhoContributesNothing() {
        assertThat(Moments.of(0)).isEqualTo(Moments.ZERO);
        assertThat(Moments.of(0, 5).customers()).isEqualTo(1);
    }

    @Test
    void addsRecordsUpToTheSameBytesInAnyOrder() {
        // Given
        var one = changes(100, "EUR");
        var other = changes(-30, "USD");
        var third = changes(77, "EUR");
        // When
        var forwards = List.of(one, other, third);
        var backwards = List.of(third, other, one);
        // Then
        assertThat(total(forwards).toRecords()).isEqualTo(total(backwards).toRecords());
        assertThat(ArmSums.of(total(forwards).toRecords().get(0)).revenue("Order Completed", "EUR"))
                .isEqualTo(Moments.of(100).plus(Moments.of(77)));
    }

    @Test
    void leavesNothingOfAChangeAndItsOpposite() {
        // Given
        var change = changes(100, "EUR").toRecords().get(0);
        var opposite = new MomentChanges();
        opposite.customer(ARM, 250_000, -1);
        opposite.add(ARM, "Order Completed", "EUR", Moments.of(100).times(-1));
        // When
        var sum = MomentChanges.sum(
                change, Objects.requireNonNull(opposite.toRecords().get(0)));
        // Then
        assertThat(sum).isNull();
    }

    private static MomentChanges changes(long revenue, String currency) {
        var changes = new MomentChanges();
        changes.customer(ARM, 250_000, 1);
        changes.add(ARM, "Order Completed", currency, Moments.of(revenue));
        return changes;
    }

    private static MomentChanges total(List<MomentChanges> changes) {
        var total = new MomentChanges();
        changes.forEach(change -> change.toRecords().forEach(total::add));
        return total;
    }
}
