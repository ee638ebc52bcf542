package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Credit of replies. A conversion counts as it was last written; of its attribution models last touch counts, which the
 * metrics and the lift go by; and only where it is the conversion of whom the reply was written to: a prompt's id that
 * another customer's event names proves nothing.
 */
final class Credits {
    /** Attribution model whose credits count. */
    static final String MODEL = "last";

    private record Claim(String customerId, Map<String, Long> millionths) {}

    private record Claimed(String customerId, String promptId) {}

    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<Claimed, Long> sums = new HashMap<>();

    /**
     * Takes a conversion, instead of what it was before; one that was retracted credits nothing.
     *
     * @param customerId whose it is by now
     */
    void put(Conversion conversion, String customerId) {
        var millionths = new HashMap<String, Long>();
        for (var credit : conversion.getRetracted() ? List.<Credit>of() : conversion.getCredits()) {
            if (credit.getPromptId() != null && credit.getModel().equals(MODEL)) {
                millionths.merge(credit.getPromptId(), credit.getShareMillionths(), Long::sum);
            }
        }
        var claim = new Claim(customerId, millionths);
        var before = claims.put(conversion.getConversionId(), claim);
        if (before != null) {
            add(before, -1);
        }
        add(claim, 1);
    }

    /** Of all conversions together, in millionths; 0 when none is credited to the reply. */
    long millionths(String customerId, String promptId) {
        return sums.getOrDefault(new Claimed(customerId, promptId), 0L);
    }

    private void add(Claim claim, int sign) {
        claim.millionths()
                .forEach((promptId, share) ->
                        sums.merge(new Claimed(claim.customerId(), promptId), sign * share, Long::sum));
    }
}
