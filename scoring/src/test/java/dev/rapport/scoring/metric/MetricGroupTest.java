package dev.rapport.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricGroupTest {
    @Test
    void tellsExperimentsOfOthersFromCampaignsAndTheShop() {
        assertThat(MetricGroup.outside("spring", "control").isOutside()).isTrue();
        assertThat(new MetricGroup("spring", "control", "email").isOutside()).isFalse();
        assertThat(MetricGroup.WHOLE_SHOP.isOutside()).isFalse();
    }
}
