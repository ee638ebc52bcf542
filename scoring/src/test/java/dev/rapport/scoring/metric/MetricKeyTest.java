package dev.rapport.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.MetricWindow;
import org.junit.jupiter.api.Test;

final class MetricKeyTest {
    @Test
    void keepsGroupsApartWhateverTheirIdsHold() {
        // Given
        var one = new MetricKey(new MetricGroup("a|b", "c", ""), MetricWindow.ALL, 0);
        var other = new MetricKey(new MetricGroup("a", "b|c", ""), MetricWindow.ALL, 0);
        var escaped = new MetricKey(new MetricGroup("a%7Cb", "c", ""), MetricWindow.ALL, 0);
        // Then
        assertThat(one.storeKey()).isNotEqualTo(other.storeKey()).isNotEqualTo(escaped.storeKey());
        assertThat(MetricKey.topicKey(one.storeKey())).isEqualTo("a%7Cb|c||ALL|0");
        assertThat(MetricKey.topicKey(other.storeKey())).isEqualTo("a|b%7Cc||ALL|0");
    }
}
