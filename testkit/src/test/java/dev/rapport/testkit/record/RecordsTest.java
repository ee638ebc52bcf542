package dev.rapport.testkit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordsTest {
    @ParameterizedTest
    @MethodSource("samples")
    void isValidAsItIs(SpecificRecord sample) {
        // When
        var copy = sample.getSchema().getFields().stream().map(field -> sample.get(field.pos()));
        // Then
        assertThat(copy.toList()).hasSameSizeAs(sample.getSchema().getFields());
    }

    static List<SpecificRecord> samples() {
        return List.of(
                Records.aCapturedEvent().build(),
                Records.anEnrichedEvent().build(),
                Records.aRejectedEvent().build(),
                Records.aProfile().build(),
                Records.aDecision().build(),
                Records.aConversion().build(),
                Records.aProduct().build(),
                Records.aCatalogProduct().build(),
                Records.aConsentChange().build(),
                Records.aCampaignDefinition("id: lamp-recommendation").build(),
                ReplyRecords.aPrompt().build(),
                ReplyRecords.aReply().build());
    }
}
