package dev.rapport.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentCustomerTest {
    private final Map<String, Identity> identities = new HashMap<>();

    @Test
    void leavesAloneWhoStandsAlone() {
        assertThat(CurrentCustomer.of("a", identities::get)).isEqualTo("a");
    }

    @Test
    void followsMergesToTheirEnd() {
        // Given
        put("a", "b", IdentityState.MERGED);
        put("b", "c", IdentityState.MERGED);
        // When
        var current = CurrentCustomer.of("a", identities::get);
        // Then
        assertThat(current).isEqualTo("c");
    }

    @Test
    void endsAtWhatWasUnmerged() {
        // Given
        put("a", "b", IdentityState.MERGED);
        put("b", "b", IdentityState.UNMERGED);
        // When
        var current = CurrentCustomer.of("a", identities::get);
        // Then
        assertThat(current).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d"})
    void endsAtTheSmallestIdOfACircleWhereverItBegan(String id) {
        // Given
        put("a", "d", IdentityState.MERGED);
        put("d", "b", IdentityState.MERGED);
        put("b", "c", IdentityState.MERGED);
        put("c", "d", IdentityState.MERGED);
        // When
        var current = CurrentCustomer.of(id, identities::get);
        // Then: "a" leads there and is no part of it
        assertThat(current).isEqualTo("b");
    }

    private void put(String fragment, String customer, IdentityState state) {
        identities.put(
                fragment,
                Identity.newBuilder()
                        .setFragmentId(fragment)
                        .setCustomerId(customer)
                        .setState(state)
                        .setChangedAt(Instant.EPOCH)
                        .build());
    }
}
