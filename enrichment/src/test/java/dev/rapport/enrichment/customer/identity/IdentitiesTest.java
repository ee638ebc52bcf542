package dev.rapport.enrichment.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {
    private static final String DEVICE = "hash of device";
    private static final long NOON = 1_774_008_000_000L;
    private static final IdentityLink TO_ADA = new IdentityLink("hash of ada", NOON, "hash of ada", 1, false);
    private static final IdentityLink UNMERGED = new IdentityLink(DEVICE, NOON + 1_000, DEVICE, 2, true);

    @Test
    void makesUnknownDeviceItsOwnCustomer() {
        // Given
        var event = event(EventType.TRACK, null, NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), null);
        // Then
        assertThat(resolution)
                .isEqualTo(new Identities.Resolution(
                        DEVICE, DEVICE, Optional.of(Links.alone(DEVICE)), Optional.empty(), Optional.empty()));
    }

    @Test
    void givesEventOfLinkedDeviceToTheUserAndToTheFragmentOfTheDevice() {
        // Given
        var event = event(EventType.TRACK, null, NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.customerId()).isEqualTo("hash of ada");
        assertThat(resolution.fragmentId()).isEqualTo(DEVICE);
        assertThat(resolution.link()).isEmpty();
    }

    @Test
    void linksDeviceWithAnyFirstEventOfBothIds() {
        // Given
        var event = event(EventType.TRACK, "ada", NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), null);
        // Then: nothing was known of the device, so nothing is waited for
        assertThat(resolution.customerId()).isEqualTo("hash of ada");
        assertThat(resolution.fragmentId()).isEqualTo("hash of ada");
        assertThat(resolution.link()).contains(TO_ADA);
        assertThat(resolution.move()).contains(new Move(DEVICE, "hash of ada", 1, NOON, NOON, false, null));
        assertThat(resolution.awaits()).isEmpty();
    }

    @Test
    void waitsForTheFragmentOfADeviceThatHadEvents() {
        // Given
        var event = event(EventType.TRACK, "ada", NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), Links.alone(DEVICE));
        // Then
        assertThat(resolution.move())
                .hasValueSatisfying(move -> assertThat(move.getAwaited()).isTrue());
        assertThat(resolution.awaits()).contains(new Arrival(DEVICE, 1));
    }

    @Test
    void linksNothingToItself() {
        // Given
        var event = event(EventType.IDENTIFY, "device", NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), Links.alone(DEVICE));
        // Then
        assertThat(resolution.link()).isEmpty();
        assertThat(resolution.move()).isEmpty();
    }

    @Test
    void keepsLinkAgainstAnEventThatSaysNothingOfIt() {
        // Given
        var event = event(EventType.TRACK, "bob", NOON + 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.customerId()).isEqualTo("hash of bob");
        assertThat(resolution.link()).isEmpty();
    }

    @Test
    void linksAgainWhereIdentifySaysSoAndLeavesTheFragment() {
        // Given
        var event = event(EventType.IDENTIFY, "bob", NOON + 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.link()).contains(new IdentityLink("hash of bob", NOON + 1_000, "hash of ada", 1, false));
        assertThat(resolution.move()).isEmpty();
    }

    @Test
    void givesLaterEventsOfADeviceLinkedAnewToTheNewUserAlone() {
        // Given
        var event = event(EventType.TRACK, null, NOON + 2_000);
        // When
        var resolution = Identities.resolve(
                event, hashed(event), new IdentityLink("hash of bob", NOON + 1_000, "hash of ada", 1, false));
        // Then
        assertThat(resolution.customerId()).isEqualTo("hash of bob");
        assertThat(resolution.fragmentId()).isEqualTo("hash of bob");
    }

    @Test
    void keepsLinkAgainstLateIdentify() {
        // Given
        var event = event(EventType.IDENTIFY, "bob", NOON - 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.link()).isEmpty();
    }

    @Test
    void undoesALinkByARecordOfAHigherVersion() {
        // Given
        var record = unmerged(2);
        // When
        var unmerged = Links.unmerge(record, DEVICE, TO_ADA);
        // Then
        assertThat(unmerged).hasValueSatisfying(linked -> {
            assertThat(linked.link()).isEqualTo(UNMERGED);
            assertThat(linked.move()).contains(new Move(DEVICE, DEVICE, 2, NOON + 1_000, NOON + 1_000, true, null));
        });
    }

    @Test
    void undoesNoLinkByARecordOfAVersionThatItHas() {
        // Given
        var record = unmerged(1);
        // When
        var unmerged = Links.unmerge(record, DEVICE, TO_ADA);
        // Then
        assertThat(unmerged).isEmpty();
    }

    @Test
    void waitsForTheFragmentOnceItIsUnmerged() {
        // Given
        var event = event(EventType.TRACK, null, NOON + 2_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), UNMERGED);
        // Then
        assertThat(resolution.customerId()).isEqualTo(DEVICE);
        assertThat(resolution.awaits()).contains(new Arrival(DEVICE, 2));
        assertThat(resolution.link()).contains(new IdentityLink(DEVICE, NOON + 1_000, DEVICE, 2, false));
    }

    @ParameterizedTest
    @CsvSource({"IDENTIFY, 1000", "IDENTIFY, 500", "TRACK, 2000"})
    void linksNotAgainByWhatIsOlderThanTheUnmergeOrSaysNothing(EventType type, long later) {
        // Given
        var event = event(type, "ada", NOON + later);
        // When
        var resolution = Identities.resolve(event, hashed(event), UNMERGED);
        // Then
        assertThat(resolution.link()).isEmpty();
    }

    @Test
    void linksAgainByALaterIdentify() {
        // Given
        var event = event(EventType.IDENTIFY, "ada", NOON + 2_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), UNMERGED);
        // Then: the fragment goes once it is back
        assertThat(resolution.move())
                .contains(new Move(DEVICE, "hash of ada", 3, NOON + 2_000, NOON + 2_000, true, new Arrival(DEVICE, 2)));
    }

    private static Identity unmerged(int version) {
        return Identity.newBuilder()
                .setFragmentId(DEVICE)
                .setCustomerId(DEVICE)
                .setState(IdentityState.UNMERGED)
                .setChangedAt(Instant.ofEpochMilli(NOON + 1_000))
                .setVersion(version)
                .build();
    }

    private static HashedIds hashed(ReadEvent event) {
        return HashedIds.of(event, identifier -> "hash of " + identifier);
    }

    private static ReadEvent event(EventType type, @Nullable String user, long at) {
        return ReadEvent.newBuilder()
                .setMessageId("m")
                .setType(type)
                .setUserId(user)
                .setAnonymousId("device")
                .setOccurredAt(at)
                .setReceivedAt(at)
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .build();
    }
}
