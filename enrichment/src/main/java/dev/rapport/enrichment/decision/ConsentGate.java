package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.customer.consent.Suppressions.Suppressed;
import dev.rapport.runtime.consent.Permission;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.consent.Channel;
import java.util.List;
import java.util.Optional;

/** Whether the customer agrees to what the campaign writes for, on its channel, at an address that may be written to. */
final class ConsentGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.CONSENT;
    }

    @Override
    public Verdict check(Case it) {
        var audience = it.campaign().audience();
        if (!audience.needsConsent()) {
            return it.passes("not needed", audience.consent());
        }
        var limit = audience.consent() + " granted, on " + audience.channel();
        var looked = it.using(Inputs.consents(it.draft(), it.campaign()));
        var suppressed = Channel.meantBy(audience.channel()).contains(Channel.EMAIL)
                ? it.person().suppressed()
                : Optional.<Suppressed>empty();
        var seen =
                looked.using(suppressed.map(Inputs::suppression).map(List::of).orElse(List.of()));
        if (!Permission.isGranted(it.person().profile().getConsents(), audience.consent(), audience.channel())) {
            return seen.stops(DecisionReason.NO_CONSENT, "not granted", limit);
        }
        return suppressed.isPresent()
                ? seen.stops(
                        DecisionReason.NO_CONSENT,
                        "address suppressed: " + suppressed.get().why().getReason(),
                        limit)
                : seen.passes("granted", limit);
    }
}
