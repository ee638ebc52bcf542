package dev.rapport.scoring.merge;

import dev.rapport.scoring.state.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Merges, chains of merges, and their ends, one after the other as enrichment writes them; no loops. */
final class RandomIdentities {
    /** What an identity record says, to the customer of its key. */
    record Step(String customerId, Transfer transfer) {}

    private final List<Map<String, String>> states = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    RandomIdentities(List<String> customers, int length, Random random) {
        states.add(Map.of());
        var versions = new HashMap<String, Integer>();
        for (var i = 0; i < length; i++) {
            var into = new HashMap<>(states.get(states.size() - 1));
            var from = customers.get(random.nextInt(customers.size()));
            var target = customers.get(random.nextInt(customers.size()));
            var version = versions.merge(from, 1, Integer::sum);
            if (random.nextInt(3) == 0) {
                into.remove(from);
                steps.add(new Step(from, Merges.unmerged(version)));
            } else {
                var before = into.remove(from);
                if (follow(into, target).equals(from)) {
                    // It would be a loop.
                    if (before != null) {
                        into.put(from, before);
                    }
                    continue;
                }
                into.put(from, target);
                steps.add(new Step(from, Merges.merged(target, version)));
            }
            states.add(into);
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** The customer of a fragment as enrichment knows it at some time. */
    String anyCustomerOf(String fragment, Random random) {
        return follow(states.get(random.nextInt(states.size())), fragment);
    }

    /** The customer of a fragment in the end. */
    String customerOf(String fragment) {
        return follow(states.get(states.size() - 1), fragment);
    }

    private static String follow(Map<String, String> merges, String fragment) {
        var customer = fragment;
        while (merges.containsKey(customer)) {
            customer = merges.get(customer);
        }
        return customer;
    }
}
