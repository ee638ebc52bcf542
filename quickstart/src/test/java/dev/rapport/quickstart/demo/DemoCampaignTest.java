package dev.rapport.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoCampaignTest {
    /** What makes a minute of demo show something. */
    private static final List<String> OF_ITS_OWN = List.of("#", "  events:", "holdout:", "cap:");

    @Test
    void isTheBundledCampaignButForTriggerHoldoutAndCap() throws IOException {
        // When
        var demo = lines("/demo/product-recommendation.yaml");
        // Then
        assertThat(demo).containsExactlyElementsOf(lines("/campaigns/product-recommendation.yaml"));
    }

    private static List<String> lines(String resource) throws IOException {
        try (var in = DemoCampaignTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> OF_ITS_OWN.stream().noneMatch(line::startsWith))
                    .toList();
        }
    }
}
