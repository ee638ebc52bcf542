package dev.rapport.enrichment.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.runtime.consent.Addresses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraitMergeTest {
    private static final CustomerState ADA = merged(CustomerStates.firstSeen(0), 10, text("firstName", "Ada"));

    @Test
    void keepsTheNewerWriteAgainstALateOne() {
        // When
        var after = merged(ADA, 9, text("firstName", "Bob"), text("city", "Bern"));
        // Then
        assertThat(after.getTraits())
                .extracting(
                        trait -> trait.getProperty().getName(),
                        trait -> trait.getProperty().getText(),
                        Trait::getWrittenAt)
                .containsExactly(tuple("firstName", "Ada", 10L), tuple("city", "Bern", 9L));
    }

    @Test
    void takesTheLaterToArriveOfTwoWritesOfOneInstant() {
        // When
        var after = merged(ADA, 10, text("firstName", "Bea"));
        // Then
        assertThat(after.getFirstName()).isEqualTo("Bea");
    }

    @Test
    void forgetsTheNameThatIsWrittenAsNothing() {
        // When
        var after = merged(ADA, 11, new Property("firstName", PropertyKind.LITERAL, "null"));
        // Then
        assertThat(after.getFirstName()).isNull();
    }

    @Test
    void readsTheLanguageOfALocaleAndTheKeysOfAddresses() {
        // When
        var after = merged(ADA, 11, text("locale", "de-CH"), text("E-Mail", " Ada@Shop.example "));
        // Then
        assertThat(after.getTraitLanguage()).isEqualTo("de");
        assertThat(after.getAddressKeys()).isEqualTo(Addresses.keysIn(Map.of("email", "ada@shop.example")));
    }

    private static Property text(String name, String text) {
        return new Property(name, PropertyKind.TEXT, text);
    }

    private static CustomerState merged(CustomerState state, long at, Property... written) {
        var changed = CustomerStates.edit(state);
        var evicted = new TraitMerge(new JacksonJson()).merge(state, changed, List.of(written), at);
        assertThat(evicted).isZero();
        return changed.build();
    }
}
