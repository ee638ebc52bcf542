package dev.rapport.inference.consent;

import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import java.util.Optional;

/**
 * Consents into {@link Withdrawals}: by the value where that can be read, by the key where it cannot, as an unreadable
 * consent may be a withdrawal. A key that is none names no consent.
 */
final class ConsentReader implements KeyedRecords.Reader<ConsentChange> {
    private final Withdrawals withdrawals;

    ConsentReader(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public void onValue(String key, ConsentChange change) {
        withdrawals.put(ConsentKey.of(change), !change.getGranted());
    }

    @Override
    public void onTombstone(String key) {
        parse(key).ifPresent(consent -> withdrawals.put(consent, false));
    }

    @Override
    public void onUnreadable(String key) {
        parse(key).ifPresent(consent -> withdrawals.put(consent, true));
    }

    private static Optional<ConsentKey> parse(String key) {
        try {
            return Optional.of(ConsentKey.parse(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
