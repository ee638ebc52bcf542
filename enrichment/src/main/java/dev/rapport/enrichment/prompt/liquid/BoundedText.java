package dev.rapport.enrichment.prompt.liquid;

import liqp.RenderTransformer;
import liqp.TemplateContext;

/** Collects the text of a template or a block within the budget. */
final class BoundedText implements RenderTransformer {
    private final RenderBudget budget;

    BoundedText(RenderBudget budget) {
        this.budget = budget;
    }

    @Override
    public ObjectAppender.Controller newObjectAppender(TemplateContext context, int estimatedNumberOfAppends) {
        return new Appender();
    }

    @Override
    public Object transformObject(TemplateContext context, Object value) {
        return String.valueOf(value);
    }

    private final class Appender implements ObjectAppender.Controller {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void append(Object value) {
            budget.charge(value);
            text.append(value);
            if (text.length() > RenderBudget.MAX_CHARACTERS) {
                throw new IllegalStateException(
                        "rendered string exceeds " + RenderBudget.MAX_CHARACTERS + " characters");
            }
        }

        @Override
        public Object getResult() {
            return text.toString();
        }
    }
}
