package dev.rapport.enrichment.read;

import dev.rapport.enrichment.state.ReadConsent;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.consent.ConsentWords;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentProof;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Withdrawal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is left of events that do not count as a whole: a customer's no. */
public final class Withdrawals {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Withdrawals() {}

    /**
     * What counts of a whole event that does not count any more, as a duplicate does not.
     *
     * @return empty when it withdraws nothing
     */
    public static Optional<ReadEvent> of(ReadEvent event) {
        var consent = event.getConsent();
        if (consent == null) {
            return Optional.empty();
        }
        var words = new ConsentWords(
                consent.getStated(),
                consent.getCarried(),
                Optional.ofNullable(consent.getSuppression()),
                consent.getAddressKeys(),
                Optional.empty());
        return words.withdrawal().map(withdrawal -> withdrawing(withdrawal, consent.getProof())
                .setMessageId(event.getMessageId())
                .setUserId(event.getUserId())
                .setAnonymousId(event.getAnonymousId())
                .setOccurredAt(event.getOccurredAt())
                .setReceivedAt(event.getReceivedAt())
                .setSourceId(event.getSourceId())
                .build());
    }

    /** An event of which only this withdrawal counts. */
    static ReadEvent read(CapturedEvent event, Withdrawal withdrawal) {
        return withdrawing(withdrawal, null)
                .setMessageId(event.getMessageId())
                .setUserId(event.getUserId())
                .setAnonymousId(event.getAnonymousId())
                .setOccurredAt(event.getOccurredAt().toEpochMilli())
                .setReceivedAt(event.getReceivedAt().toEpochMilli())
                .setSourceId(event.getSourceId())
                .build();
    }

    /** @return null when the words say nothing */
    static @Nullable ReadConsent consent(ConsentWords words, @Nullable ConsentProof proof) {
        return words.stated().isEmpty()
                        && words.carried().isEmpty()
                        && words.suppression().isEmpty()
                ? null
                : new ReadConsent(
                        words.stated(), words.carried(), words.suppression().orElse(null), words.addressKeys(), proof);
    }

    private static ReadEvent.Builder withdrawing(Withdrawal withdrawal, @Nullable ConsentProof proof) {
        return ReadEvent.newBuilder()
                .setType(EventType.UNKNOWN)
                .setWhole(false)
                .setFingerprint(NONE)
                .setProperties(List.of())
                .setProducts(List.of())
                .setConsent(consent(ConsentWords.of(withdrawal), proof));
    }
}
