package dev.rapport.enrichment.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static final long NOON = 1_774_008_000_000L;
    private static final IdentityLink TO_ADA = new IdentityLink("hash of ada", NOON);

    @Test
    void makesUnknownDeviceItsOwnCustomer() {
        // Given
        var event = event(EventType.TRACK, null, NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), null);
        // Then
        assertThat(resolution).isEqualTo(new Identities.Resolution("hash of device", Optional.empty()));
    }

    @Test
    void givesEventOfLinkedDeviceToTheUser() {
        // Given
        var event = event(EventType.TRACK, null, NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.customerId()).isEqualTo("hash of ada");
    }

    @Test
    void linksDeviceWithAnyFirstEventOfBothIds() {
        // Given
        var event = event(EventType.TRACK, "ada", NOON);
        // When
        var resolution = Identities.resolve(event, hashed(event), null);
        // Then
        assertThat(resolution).isEqualTo(new Identities.Resolution("hash of ada", Optional.of(TO_ADA)));
    }

    @Test
    void keepsLinkAgainstAnEventThatSaysNothingOfIt() {
        // Given
        var event = event(EventType.TRACK, "bob", NOON + 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution).isEqualTo(new Identities.Resolution("hash of bob", Optional.empty()));
    }

    @Test
    void linksAgainWhereIdentifySaysSo() {
        // Given
        var event = event(EventType.IDENTIFY, "bob", NOON + 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.newLink()).contains(new IdentityLink("hash of bob", NOON + 1_000));
    }

    @Test
    void keepsLinkAgainstLateIdentify() {
        // Given
        var event = event(EventType.IDENTIFY, "bob", NOON - 1_000);
        // When
        var resolution = Identities.resolve(event, hashed(event), TO_ADA);
        // Then
        assertThat(resolution.newLink()).isEmpty();
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
