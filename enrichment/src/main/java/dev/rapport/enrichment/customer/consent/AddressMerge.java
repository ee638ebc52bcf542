package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.state.AddressState;
import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one address after a word about it. The strongest reason and the latest time stay, whatever the order of
 * the words. A later consent to e-mail ends a suppression, unless the address bounced; an operator's tombstone ends any.
 * See docs/adr/0031.
 */
public final class AddressMerge {
    private static final AddressState UNKNOWN =
            AddressState.newBuilder().setVersion(0).build();

    private AddressMerge() {}

    /** @return the state after the word, equal to the one before when the word changes nothing */
    public static AddressState after(@Nullable AddressState known, SuppressionWord word) {
        var before = known == null ? UNKNOWN : known;
        var at = Instant.ofEpochMilli(word.getStatedAt());
        if (word.getReason() == null) {
            return isLifted(before.getSuppression(), at) ? ended(before) : before;
        }
        return suppressed(before, word.getReason(), at, word.getSourceId(), Instant.ofEpochMilli(word.getReceivedAt()));
    }

    /**
     * After what an operator wrote.
     *
     * @param written    null for a tombstone
     * @param appendedAt when Kafka took it in
     */
    public static AddressState after(@Nullable AddressState known, @Nullable Suppression written, Instant appendedAt) {
        var before = known == null ? UNKNOWN : known;
        if (written == null) {
            return before.getSuppression() == null ? before : ended(before);
        }
        return suppressed(before, written.getReason(), written.getSuppressedAt(), written.getSourceId(), appendedAt);
    }

    private static AddressState suppressed(
            AddressState before, SuppressionReason reason, Instant at, String sourceId, Instant effectiveAt) {
        var version = before.getVersion() + 1;
        var old = before.getSuppression();
        if (old == null) {
            return new AddressState(new Suppression(reason, at, sourceId, version, effectiveAt), version);
        }
        var stronger = reason.compareTo(old.getReason()) > 0 ? reason : old.getReason();
        var later = isLater(at, sourceId, old);
        if (!later && stronger == old.getReason()) {
            return before;
        }
        var merged = later
                ? new Suppression(stronger, at, sourceId, version, effectiveAt)
                : new Suppression(stronger, old.getSuppressedAt(), old.getSourceId(), version, effectiveAt);
        return new AddressState(merged, version);
    }

    /** Of two at one time that of the first source by name, so that the order does not matter. */
    private static boolean isLater(Instant at, String sourceId, Suppression old) {
        var order = at.compareTo(old.getSuppressedAt());
        return order > 0 || (order == 0 && sourceId.compareTo(old.getSourceId()) < 0);
    }

    private static boolean isLifted(@Nullable Suppression old, Instant at) {
        return old != null
                && old.getReason() != SuppressionReason.BOUNCED
                && old.getSuppressedAt().isBefore(at);
    }

    private static AddressState ended(AddressState before) {
        return new AddressState(null, before.getVersion() + 1);
    }
}
