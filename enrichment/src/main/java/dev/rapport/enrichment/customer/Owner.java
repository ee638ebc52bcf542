package dev.rapport.enrichment.customer;

import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Exposure;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Whose event it is.
 *
 * @param customerId the customer: a hash, see docs/adr/0077
 * @param fragmentId the fragment of the customer that the event is part of
 * @param mergedIds  customers that are part of this one by now, by the ids of their fragments
 * @param view       the customer as a whole, from the state of this fragment
 * @param exposures  those of the customer's other fragments
 */
public record Owner(
        String customerId,
        String fragmentId,
        List<String> mergedIds,
        UnaryOperator<CustomerState> view,
        List<Exposure> exposures) {
    /** A customer who is one fragment. */
    public static Owner of(String customerId) {
        return new Owner(customerId, customerId, List.of(), UnaryOperator.identity(), List.of());
    }

    /** As records name the fragment: empty where it is the customer itself. */
    public String namedFragment() {
        return fragmentId.equals(customerId) ? "" : fragmentId;
    }
}
