package dev.rapport.quickstart.report;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Conversion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConversionTallyTest {
    private final ConversionTally conversions = new ConversionTally();

    @Test
    void countsOneThatIsWrittenAgainChangedOnce() {
        // When
        conversions.add(aConversion().setConversionId("c1").build());
        conversions.add(later("c1"));
        conversions.add(aConversion().setConversionId("c1").build());
        // Then
        assertThat(conversions.repeated()).isEmpty();
        assertThat(conversions.distinct()).isOne();
    }

    @Test
    void showsOneThatIsWrittenAgainUnchanged() {
        // When
        conversions.add(later("c1"));
        conversions.add(later("c1"));
        // Then
        assertThat(conversions.repeated()).containsExactly("c1");
    }

    @Test
    void countsOneThatMovesToAnotherCustomerOnce() {
        // When
        conversions.add(aConversion().setConversionId("c1").build());
        conversions.add(aConversion().setConversionId("c1").setRetracted(true).build());
        conversions.add(aConversion().setConversionId("c2").build());
        // Then
        assertThat(conversions.distinct()).isOne();
        assertThat(conversions.repeated()).isEmpty();
    }

    @Test
    void takesBackOneThatItForgot() {
        // Given
        for (var number = 0; number < 20; number++) {
            conversions.add(aConversion().setConversionId("c" + number).build());
            conversions.forgetSettled(4);
        }
        // When
        conversions.add(aConversion().setConversionId("c0").setRetracted(true).build());
        // Then
        assertThat(conversions.distinct()).isEqualTo(19);
        assertThat(conversions.size()).isLessThanOrEqualTo(4);
    }

    private static Conversion later(String id) {
        return aConversion()
                .setConversionId(id)
                .setOccurredAt(NOW.plus(Duration.ofDays(1)))
                .build();
    }
}
