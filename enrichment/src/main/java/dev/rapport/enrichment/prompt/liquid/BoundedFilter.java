package dev.rapport.enrichment.prompt.liquid;

import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** A filter of the library within the budget: what it reads is charged before, what it makes after. */
final class BoundedFilter extends Filter {
    private final Filter filter;
    private final RenderBudget budget;

    BoundedFilter(Filter filter, RenderBudget budget) {
        super(filter.getName());
        this.filter = filter;
        this.budget = budget;
    }

    @Override
    public @Nullable Object apply(@Nullable Object value, TemplateContext context, @Nullable Object... params) {
        budget.charge(value);
        for (var param : params) {
            budget.charge(param);
        }
        chargeAhead(value, params);
        var made = filter.apply(value, context, params);
        budget.charge(made);
        return made;
    }

    /** For those whose result can be a product of what they read; all others add. */
    private void chargeAhead(@Nullable Object value, @Nullable Object... params) {
        switch (getName()) {
            case "replace" -> {
                if (params.length > 1) {
                    budget.charge(occurrences(String.valueOf(value), String.valueOf(params[0]))
                            * String.valueOf(params[1]).length());
                }
            }
            case "round" -> {
                if (params.length > 0 && canBeDouble(params[0])) {
                    budget.charge(Math.max(0, asNumber(params[0]).longValue()));
                }
            }
            default -> {}
        }
    }

    private static long occurrences(String text, String part) {
        if (part.isEmpty()) {
            return text.length() + 1L;
        }
        var count = 0L;
        for (var at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
