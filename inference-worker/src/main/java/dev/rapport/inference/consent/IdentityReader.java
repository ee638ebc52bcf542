package dev.rapport.inference.consent;

import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;

/**
 * Identities into {@link MergedIdentities}. A state that is not known here yet may be a merge, and is taken for one. A record that
 * is not newer than the merge that is known says nothing: an unmerge that is written again does not part what was merged since.
 */
final class IdentityReader implements KeyedRecords.Reader<Identity> {
    private final MergedIdentities identities;

    IdentityReader(MergedIdentities identities) {
        this.identities = identities;
    }

    @Override
    public void onValue(String key, Identity identity) {
        if (identity.getState() != IdentityState.UNMERGED) {
            identities.merge(key, identity.getCustomerId(), identity.getVersion());
        } else if (identities.isNewer(key, identity.getVersion())) {
            identities.part(key);
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
