package dev.rapport.scoring.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are those of scipy.stats: fisher_exact and beta.ppf. */
final class ShareTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 20, 40, 1.0",
        "2, 2, 0, 2, 0.3333333333333333",
        "0, 3, 5, 9, 0.20454545454545453",
        "0, 10, 0, 10, 1",
        "30, 100, 55, 110, 0.004742845136801116"
    })
    void givesFishersExactPValueWhileAGroupIsSmall(long a, long n, long b, long m, double pValue) {
        assertThat(Share.pValue(new Share(n, a), new Share(m, b))).isCloseTo(pValue, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 0, 0.7075982261787134",
        "1, 1, 0.025, 1",
        "20, 40, 0.33801781373723455, 0.6619821862627655",
        "1, 1000, 2.531748749129404e-05, 0.005558924279826673"
    })
    void givesTheExactIntervalOfAShare(long converted, long customers, double low, double high) {
        // When
        var interval = new Share(customers, converted).exact(0.05);
        // Then
        assertThat(interval.low()).isCloseTo(low, within(1e-9));
        assertThat(interval.high()).isCloseTo(high, within(1e-9));
    }

    @Test
    void addsUpTwoExactIntervalsOfAHandful() {
        // When
        var interval = Share.difference(new Share(1, 1), new Share(40, 20), 0.05);
        // Then
        assertThat(interval.low()).isCloseTo(-0.6691071189592352, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.6817674017187871, within(1e-9));
    }

    @Test
    void takesMoreConvertedThanCustomersForAll() {
        // Given what an eviction long ago may leave behind
        var share = new Share(3, 5);
        // Then
        assertThat(share.rate()).isEqualTo(1);
        assertThat(new Share(3, -1).rate()).isZero();
    }
}
