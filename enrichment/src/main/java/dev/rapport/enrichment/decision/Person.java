package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.customer.consent.Suppressions.Suppressed;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.schemas.CustomerProfile;
import java.util.Optional;

/**
 * The customer as the event left them: the same for all campaigns that it triggers.
 *
 * @param profile    as others see them
 * @param state      all fragments together
 * @param suppressed an address of theirs that is not written to
 */
record Person(CustomerProfile profile, CustomerState state, Optional<Suppressed> suppressed) {}
