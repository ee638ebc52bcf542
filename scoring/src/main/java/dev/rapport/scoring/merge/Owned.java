package dev.rapport.scoring.merge;

import dev.rapport.scoring.state.Exposure;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.Items;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.SeenSession;
import dev.rapport.scoring.state.SeenTouchpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Names of fragments in items. A customer's own items name none, which is short, as nearly all items are such; on their way
 * all of them name their fragment.
 */
final class Owned {
    private static final String OWN = "";

    private Owned() {}

    /** The items that leave a customer. */
    static Items leaving(Items items, String customerId) {
        return renamed(items, fragment -> fragment.equals(OWN) ? customerId : fragment);
    }

    /** The items that come to a customer. */
    static Items arriving(Items items, String customerId) {
        return renamed(items, fragment -> fragment.equals(customerId) ? OWN : fragment);
    }

    static boolean isEmpty(Items items) {
        return items.getSessions().isEmpty()
                && items.getTouchpoints().isEmpty()
                && items.getPrompts().isEmpty()
                && items.getGoals().isEmpty()
                && items.getExposures().isEmpty();
    }

    /** The items by what a function of their fragment says. */
    static Map<String, Items> grouped(Items items, UnaryOperator<String> group) {
        var groups = new LinkedHashMap<String, Items>();
        Function<String, Items> of = fragment -> groups.computeIfAbsent(
                group.apply(fragment),
                none -> new Items(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        items.getSessions()
                .forEach(item -> of.apply(item.getFragmentId()).getSessions().add(item));
        items.getTouchpoints()
                .forEach(item -> of.apply(item.getFragmentId()).getTouchpoints().add(item));
        items.getPrompts()
                .forEach(item -> of.apply(item.getFragmentId()).getPrompts().add(item));
        items.getGoals()
                .forEach(item -> of.apply(item.getFragmentId()).getGoals().add(item));
        items.getExposures()
                .forEach(item -> of.apply(item.getFragmentId()).getExposures().add(item));
        return groups;
    }

    private static Items renamed(Items items, UnaryOperator<String> name) {
        return new Items(
                map(items.getSessions(), item -> SeenSession.newBuilder(item)
                        .setFragmentId(name.apply(item.getFragmentId()))
                        .build()),
                map(items.getTouchpoints(), item -> SeenTouchpoint.newBuilder(item)
                        .setFragmentId(name.apply(item.getFragmentId()))
                        .build()),
                map(items.getPrompts(), item -> PromptTrack.newBuilder(item)
                        .setFragmentId(name.apply(item.getFragmentId()))
                        .build()),
                map(items.getGoals(), item -> GoalEvent.newBuilder(item)
                        .setFragmentId(name.apply(item.getFragmentId()))
                        .build()),
                map(items.getExposures(), item -> Exposure.newBuilder(item)
                        .setFragmentId(name.apply(item.getFragmentId()))
                        .build()));
    }

    private static <T> List<T> map(List<T> items, UnaryOperator<T> change) {
        return items.stream().map(change).toList();
    }
}
