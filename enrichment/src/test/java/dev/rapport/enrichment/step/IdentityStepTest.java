package dev.rapport.enrichment.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityStepTest {
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final IdentityLink TO_ADA = new IdentityLink("ada", NOON);

    private final IdentityStep step = new IdentityStep();

    @Test
    void makesUnknownDeviceItsOwnCustomer() {
        assertThat(step.resolve(event(EventType.TRACK, null, NOON), Optional.empty()))
                .isEqualTo(new IdentityStep.Resolution("device", Optional.empty()));
    }

    @Test
    void givesEventOfLinkedDeviceToTheUser() {
        assertThat(step.resolve(event(EventType.TRACK, null, NOON), Optional.of(TO_ADA))
                        .customerId())
                .isEqualTo("ada");
    }

    @Test
    void linksDeviceWithAnyFirstEventOfBothIds() {
        assertThat(step.resolve(event(EventType.TRACK, "ada", NOON), Optional.empty()))
                .isEqualTo(new IdentityStep.Resolution("ada", Optional.of(TO_ADA)));
    }

    @Test
    void keepsLinkUntilIdentifySaysOtherwise() {
        assertThat(step.resolve(event(EventType.TRACK, "bob", NOON.plusSeconds(1)), Optional.of(TO_ADA)))
                .isEqualTo(new IdentityStep.Resolution("bob", Optional.empty()));
        assertThat(step.resolve(event(EventType.IDENTIFY, "bob", NOON.plusSeconds(1)), Optional.of(TO_ADA))
                        .newLink())
                .contains(new IdentityLink("bob", NOON.plusSeconds(1)));
    }

    @Test
    void keepsLinkAgainstLateIdentify() {
        assertThat(step.resolve(event(EventType.IDENTIFY, "bob", NOON.minusSeconds(1)), Optional.of(TO_ADA))
                        .newLink())
                .isEmpty();
    }

    private static CapturedEvent event(EventType type, @Nullable String user, Instant at) {
        return CapturedEvent.newBuilder()
                .setMessageId("m")
                .setType(type)
                .setUserId(user)
                .setAnonymousId("device")
                .setOccurredAt(at)
                .setReceivedAt(at)
                .setSourceId("web")
                .setPayload(ByteBuffer.allocate(0))
                .build();
    }
}
