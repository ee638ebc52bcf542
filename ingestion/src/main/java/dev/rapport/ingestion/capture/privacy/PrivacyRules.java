package dev.rapport.ingestion.capture.privacy;

import static dev.rapport.ingestion.capture.privacy.FieldAction.HASH;

import dev.rapport.runtime.consent.Addresses;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is configured.
 *
 * @param fields          rules for an event in the common form
 * @param anywhere        the same for bytes of any shape, those of a rejected event: a rule is about its field at any depth
 * @param belowData       and about all fields below what holds an event's data in other shapes
 * @param hasFields       whether there are rules besides that for {@code context.ip}
 * @param hashesAddresses whether addresses of customers are hashed
 * @param keepsUnreadable whether rejected bytes that are not JSON are kept
 * @param keepsBaggage    whether the header {@code baggage} of a request goes on
 */
record PrivacyRules(
        List<FieldTree> fields,
        List<FieldTree> anywhere,
        List<FieldTree> belowData,
        boolean hasFields,
        boolean hashesAddresses,
        boolean keepsUnreadable,
        boolean keepsBaggage) {
    static final List<String> ROOTS = List.of("properties", "traits", "context");
    /** Where e-mail addresses of customers are looked for. */
    private static final List<List<String>> ADDRESSES =
            List.of(List.of("properties"), List.of("traits"), List.of("context", "traits"));

    /** @param path names of fields from the event, {@code *} for any */
    record Rule(List<String> path, FieldAction action) {
        Rule {
            path = List.copyOf(path);
        }

        private boolean isAboutAddresses() {
            return action == HASH && Addresses.isName(path.get(path.size() - 1));
        }

        /** Traits are read from the context, too. */
        private Stream<Rule> everywhere() {
            return path.get(0).equals("traits")
                    ? Stream.of(
                            this,
                            new Rule(
                                    Stream.concat(Stream.of("context"), path.stream())
                                            .toList(),
                                    action))
                    : Stream.of(this);
        }
    }

    static PrivacyRules of(List<Rule> ip, List<Rule> rules, boolean keepsUnreadable, boolean keepsBaggage) {
        var root = new FieldTree();
        Stream.concat(ip.stream(), rules.stream().flatMap(Rule::everywhere))
                .forEach(rule -> root.add(rule.path(), rule.action()));
        var hashesAddresses = rules.stream().anyMatch(Rule::isAboutAddresses);
        if (hashesAddresses) {
            // One rule for all places: an address that is hashed here and plain there would not be suppressed.
            ADDRESSES.forEach(path -> root.addAddresses(path, HASH));
        }
        var below = ROOTS.stream().map(root::at).toList();
        return new PrivacyRules(
                List.of(root),
                Stream.concat(Stream.of(root), below.stream().map(FieldTree::onlyNamed))
                        .toList(),
                below,
                !rules.isEmpty(),
                hashesAddresses,
                keepsUnreadable,
                keepsBaggage);
    }
}
