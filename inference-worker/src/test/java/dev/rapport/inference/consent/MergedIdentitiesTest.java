package dev.rapport.inference.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MergedIdentitiesTest {
    private final MergedIdentities identities = new MergedIdentities(1_000);

    /** Of merges such as {@code device>user}: all who are one customer with an id. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    nobody merged           | none                         | device | device
                    a device of a user      | device>user                  | device | device user
                    the user of a device    | device>user                  | user   | device user
                    a chain                 | a>b b>c c>d                  | b      | a b c d
                    another device          | a>user b>user c>user         | b      | a b c user
                    a loop of two           | a>b b>a                      | a      | a b
                    a loop of three         | a>b b>c c>a d>b              | d      | a b c d
                    itself                  | a>a                          | a      | a
                    a later user            | device>first device>second   | device | device second
                    not the former user     | device>first device>second   | first  | first
                    apart from others       | a>b c>d                      | a      | a b
                    """)
    void findsAllWhoAreOneCustomer(String of, String merges, String id, String group) {
        // Given
        for (var merge : merges == null ? new String[0] : merges.split(" ")) {
            var parts = merge.split(">");
            identities.merge(parts[0], parts[1], 0);
        }
        // When
        var found = identities.groupOf(List.of(id));
        // Then
        assertThat(Set.copyOf(found.members())).as(of).isEqualTo(hashes(Set.of(group.split(" "))));
        assertThat(found.isComplete()).isTrue();
    }

    @Test
    void takesNoUnmergeOfAnEarlierVersionForNews() {
        // Given
        var reader = new IdentityReader(identities);
        reader.onValue("device", identity(IdentityState.MERGED, 1));
        reader.onValue("device", identity(IdentityState.UNMERGED, 2));
        reader.onValue("device", identity(IdentityState.MERGED, 3));
        // When
        reader.onValue("device", identity(IdentityState.UNMERGED, 2));
        // Then
        assertThat(identities.groupOf(List.of("device")).members()).hasSize(2);
    }

    private static Identity identity(IdentityState state, int version) {
        return Identity.newBuilder()
                .setFragmentId("device")
                .setCustomerId(state == IdentityState.MERGED ? "user" : "device")
                .setState(state)
                .setChangedAt(Instant.EPOCH)
                .setVersion(version)
                .build();
    }

    @Test
    void partsAFragmentWithWhatWasMergedIntoIt() {
        // Given
        identities.merge("old phone", "phone", 0);
        identities.merge("phone", "user", 0);
        identities.merge("tablet", "user", 0);
        // When
        identities.part("phone");
        // Then
        assertThat(Set.copyOf(identities.groupOf(List.of("user")).members()))
                .isEqualTo(hashes(Set.of("user", "tablet")));
        assertThat(Set.copyOf(identities.groupOf(List.of("old phone")).members()))
                .isEqualTo(hashes(Set.of("old phone", "phone")));
    }

    @Test
    void isIncompleteUntilWhatCouldNotBeReadIsReplaced() {
        // Given
        identities.merge("device", "user", 0);
        identities.unknown("device");
        var before = identities.groupOf(List.of("user"));
        identities.merge("device", "user", 0);
        // When
        var after = identities.groupOf(List.of("user"));
        // Then
        assertThat(before.isComplete()).isFalse();
        assertThat(after.isComplete()).isTrue();
    }

    @Test
    void keepsNothingOfThoseWhoStandAlone() {
        // Given
        identities.merge("device", "user", 0);
        // When
        identities.part("device");
        // Then
        assertThat(identities.size()).isZero();
    }

    @Test
    void stopsWhenItCannotKnowAll() {
        // Given
        var few = new MergedIdentities(1);
        few.merge("a", "b", 0);
        few.merge("a", "c", 0);
        // When, Then
        assertThatIllegalStateException()
                .isThrownBy(() -> few.merge("d", "e", 0))
                .withMessageContaining("inference.consent.max-merges=1");
    }

    /** Against a map that is searched from end to end. */
    @ParameterizedTest(name = "{0} ids, seed 7")
    @ValueSource(ints = {3, 12, 60})
    void findsWhatASearchFinds(int ids) {
        // Given
        var random = new Random(7);
        var merges = new HashMap<String, String>();
        for (var step = 0; step < 5_000; step++) {
            var fragment = "id" + random.nextInt(ids);
            var customer = "id" + random.nextInt(ids);
            if (random.nextInt(3) == 0) {
                merges.remove(fragment);
                identities.part(fragment);
            } else {
                merges.put(fragment, customer);
                identities.merge(fragment, customer, 0);
            }
            // When
            var found = identities.groupOf(List.of(customer));
            // Then
            assertThat(Set.copyOf(found.members())).isEqualTo(hashes(search(merges, customer)));
        }
    }

    private static Set<String> search(Map<String, String> merges, String id) {
        var found = new HashSet<>(Set.of(id));
        var grown = true;
        while (grown) {
            grown = merges.entrySet().stream()
                    .filter(merge -> found.contains(merge.getKey()) || found.contains(merge.getValue()))
                    .map(merge -> found.addAll(Arrays.asList(merge.getKey(), merge.getValue())))
                    .reduce(false, Boolean::logicalOr);
        }
        return found;
    }

    private static Set<Long> hashes(Set<String> ids) {
        return ids.stream().map(CustomerHash::of).collect(Collectors.toSet());
    }
}
