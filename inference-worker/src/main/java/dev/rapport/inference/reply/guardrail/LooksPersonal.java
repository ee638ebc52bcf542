package dev.rapport.inference.reply.guardrail;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What could belong to one customer, by its form alone: for texts that other people will see. */
public final class LooksPersonal {
    private LooksPersonal() {}

    /**
     * Addresses, telephone, card and account numbers, long digits, voucher codes and order numbers, as the guardrails know
     * them. Amounts of money are none of these.
     *
     * @return what was found, as written in the text but for compatibility forms, which are undone (NFKC)
     */
    public static Set<String> in(String text) {
        var bare = Amounts.without(PromptFacts.plain(text));
        return Stream.concat(PersonalData.found(bare), UnknownCodes.found(bare))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
