package dev.rapport.enrichment.customer.fragment;

import dev.rapport.enrichment.customer.absence.AbsenceLog;
import dev.rapport.enrichment.customer.consent.ConsentMerge;
import dev.rapport.enrichment.customer.profile.ProductLists;
import dev.rapport.enrichment.customer.profile.TraitMerge;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.Fragment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The customer that several fragments are together: as if all their events had been of one. What was written later counts, counts are
 * summed. The order of the fragments changes nothing. A single fragment is the customer, without a copy.
 */
public final class View {
    private static final int MAX_DEVICES = 20;

    private View() {}

    /**
     * @param customerId customer whom the fragments are part of; its own fragment says who it is
     * @param fragments  at least one
     */
    public static CustomerState of(String customerId, List<Fragment> fragments) {
        if (fragments.size() == 1) {
            return fragments.get(0).getState();
        }
        var states = fragments.stream()
                .sorted(Comparator.<Fragment, Boolean>comparing(
                                one -> !one.getFragmentId().equals(customerId))
                        .thenComparing(one -> one.getState().getFirstSeenAt())
                        .thenComparing(Fragment::getFragmentId))
                .map(Fragment::getState)
                .toList();
        var view = CustomerState.newBuilder()
                .setUserId(first(states, CustomerState::getUserId))
                .setAnonymousIds(devices(states))
                .setConsents(consents(states))
                .setViewed(ProductLists.viewed(all(states, CustomerState::getViewed)))
                .setPurchased(ProductLists.purchased(all(states, CustomerState::getPurchased)))
                .setEventCount(sum(states, CustomerState::getEventCount))
                .setOrderCount(sum(states, CustomerState::getOrderCount))
                .setFirstSeenAt(states.stream()
                        .mapToLong(CustomerState::getFirstSeenAt)
                        .min()
                        .orElseThrow())
                .setLastSeenAt(states.stream()
                        .mapToLong(CustomerState::getLastSeenAt)
                        .max()
                        .orElseThrow())
                .setSession(FragmentSessions.current(fragments))
                .setAbsenceDueAt(
                        states.stream().map(CustomerState::getAbsenceDueAt).reduce(0L, AbsenceLog::earlier))
                .setReceivedSince(states.stream()
                        .mapToLong(CustomerState::getReceivedSince)
                        .min()
                        .orElseThrow())
                .setScheduledUpTo(states.stream()
                        .mapToLong(CustomerState::getScheduledUpTo)
                        .max()
                        .orElseThrow());
        language(states, view);
        timezone(states, view);
        reply(states, view);
        TraitMerge.merged(all(states, CustomerState::getTraits), view);
        return view.build();
    }

    private static void language(List<CustomerState> states, CustomerState.Builder view) {
        states.stream()
                .filter(state -> state.getContextLanguage() != null)
                .max(Comparator.comparingLong(CustomerState::getContextLanguageAt)
                        .thenComparing(CustomerState::getContextLanguage))
                .ifPresent(state -> view.setContextLanguage(state.getContextLanguage())
                        .setContextLanguageAt(state.getContextLanguageAt()));
    }

    private static void timezone(List<CustomerState> states, CustomerState.Builder view) {
        states.stream()
                .filter(state -> state.getContextTimezone() != null)
                .max(Comparator.comparingLong(CustomerState::getContextTimezoneAt)
                        .thenComparing(CustomerState::getContextTimezone))
                .ifPresent(state -> view.setContextTimezone(state.getContextTimezone())
                        .setContextTimezoneAt(state.getContextTimezoneAt()));
    }

    private static void reply(List<CustomerState> states, CustomerState.Builder view) {
        states.stream()
                .filter(state -> state.getLastReplyPromptId() != null)
                .max(Comparator.comparingLong(CustomerState::getLastReplyAt)
                        .thenComparing(CustomerState::getLastReplyPromptId))
                .ifPresent(state ->
                        view.setLastReplyPromptId(state.getLastReplyPromptId()).setLastReplyAt(state.getLastReplyAt()));
    }

    private static Map<String, ConsentMark> consents(List<CustomerState> states) {
        var marks = new HashMap<String, ConsentMark>();
        states.forEach(state ->
                state.getConsents().forEach((category, mark) -> marks.merge(category, mark, ConsentMerge::both)));
        return marks;
    }

    private static List<String> devices(List<CustomerState> states) {
        var devices = new ArrayList<>(new LinkedHashSet<>(all(states, CustomerState::getAnonymousIds)));
        return devices.size() > MAX_DEVICES
                ? List.copyOf(devices.subList(devices.size() - MAX_DEVICES, devices.size()))
                : devices;
    }

    private static <T> List<T> all(List<CustomerState> states, Function<CustomerState, List<T>> of) {
        return states.stream().flatMap(state -> of.apply(state).stream()).toList();
    }

    private static long sum(List<CustomerState> states, Function<CustomerState, Long> of) {
        return states.stream().mapToLong(of::apply).sum();
    }

    private static @Nullable String first(List<CustomerState> states, Function<CustomerState, @Nullable String> of) {
        for (var state : states) {
            var found = of.apply(state);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
