package dev.rapport.inference.consent;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;

/** Identities into {@link MergedIdentities}. A state that is not known here yet may be a merge, and is taken for one. */
final class IdentityReader implements KeyedRecords.Reader<Identity> {
    private final MergedIdentities identities;

    IdentityReader(MergedIdentities identities) {
        this.identities = identities;
    }

    @Override
    public void onValue(String key, Identity identity) {
        if (identity.getState() == IdentityState.UNMERGED) {
            identities.part(key);
        } else {
            identities.merge(key, identity.getCustomerId());
        }
    }

    @Override
    public void onTombstone(String key) {
        identities.part(key);
    }

    @Override
    public void onUnreadable(String key) {
        identities.unknown(key);
    }
}
