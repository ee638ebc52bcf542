package dev.rapport.enrichment.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.profile.Zones.Origin;
import dev.rapport.enrichment.customer.profile.Zones.Zone;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.Trait;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {
    private static final Optional<ZoneId> BERLIN = Optional.of(ZoneId.of("Europe/Berlin"));

    @Test
    void believesTheTraitThenTheContextThenTheCampaign() {
        assertThat(Zones.of(customer("Asia/Tokyo", "America/New_York"), BERLIN))
                .isEqualTo(new Zone(ZoneId.of("Asia/Tokyo"), Origin.TRAIT));
        assertThat(Zones.of(customer(null, "America/New_York"), BERLIN))
                .isEqualTo(new Zone(ZoneId.of("America/New_York"), Origin.CONTEXT));
        assertThat(Zones.of(customer(null, null), BERLIN))
                .isEqualTo(new Zone(ZoneId.of("Europe/Berlin"), Origin.CAMPAIGN));
        assertThat(Zones.of(customer(null, null), Optional.empty()))
                .isEqualTo(new Zone(ZoneOffset.UTC, Origin.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "", "  ", "+99:00", "Europe", "{{ zone }}"})
    void passesOverWhatNamesNoZone(String text) {
        // When
        var zone = Zones.of(customer(text, text), BERLIN);
        // Then
        assertThat(zone.origin()).isEqualTo(Origin.CAMPAIGN);
    }

    @ParameterizedTest
    @CsvSource({
        "' europe/berlin ', Europe/Berlin",
        "us_slash_eastern, US/Eastern",
        "+05:30, +05:30",
        "Australia/Lord_Howe, Australia/Lord_Howe"
    })
    void readsZonesAsTheyAreSent(String text, String id) {
        // When
        var zone = Zones.of(customer(text, null), BERLIN);
        // Then
        assertThat(zone.id().getId()).isEqualTo(id);
    }

    private static CustomerState customer(@Nullable String trait, @Nullable String context) {
        var state = CustomerStates.edit(CustomerStates.firstSeen(0)).setContextTimezone(context);
        if (trait != null) {
            state.setTraits(List.of(new Trait(new Property("timeZone", PropertyKind.TEXT, trait), 0L)));
        }
        return state.build();
    }
}
