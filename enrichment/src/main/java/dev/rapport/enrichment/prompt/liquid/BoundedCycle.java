package dev.rapport.enrichment.prompt.liquid;

import liqp.TemplateContext;
import liqp.blocks.Block;
import liqp.blocks.Cycle;
import liqp.nodes.LNode;
import org.jspecify.annotations.Nullable;

/** {@code cycle} within the budget: the library keeps all of its values together as the key of where it is. */
final class BoundedCycle extends Block {
    private final Cycle cycle = new Cycle();
    private final RenderBudget budget;

    BoundedCycle(RenderBudget budget) {
        super("cycle");
        this.budget = budget;
    }

    @Override
    public Object render(TemplateContext context, @Nullable LNode... nodes) {
        for (var node : nodes) {
            if (node != null) {
                budget.charge(node.render(context));
            }
        }
        return cycle.render(context, nodes);
    }
}
