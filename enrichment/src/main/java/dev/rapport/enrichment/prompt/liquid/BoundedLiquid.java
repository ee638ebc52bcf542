package dev.rapport.enrichment.prompt.liquid;

import liqp.TemplateParser;
import liqp.parser.Flavor;

/** The library's parser, with everything that can grow bounded. */
final class BoundedLiquid {
    private static final int MAX_ITERATIONS = 10_000;
    private static final long MAX_TEMPLATE_BYTES = 256 * 1024;

    private BoundedLiquid() {}

    /** @param budget of the template that is being filled */
    static TemplateParser parser(boolean unknownVariablesFail, RenderBudget budget) {
        var builder = new TemplateParser.Builder()
                .withFlavor(Flavor.LIQP)
                .withErrorMode(TemplateParser.ErrorMode.STRICT)
                .withStrictVariables(unknownVariablesFail)
                .withMaxIterations(MAX_ITERATIONS)
                .withMaxSizeRenderedString(RenderBudget.MAX_CHARACTERS)
                .withMaxTemplateSizeBytes(MAX_TEMPLATE_BYTES)
                .withRenderTransformer(new BoundedText(budget))
                .withBlock(new BoundedCycle(budget))
                // Templates are whole: they read no files.
                .withNameResolver(name -> {
                    throw new IllegalArgumentException("include and render are not available");
                });
        Flavor.LIQP
                .getFilters()
                .getMap()
                .values()
                .forEach(filter -> builder.withFilter(new BoundedFilter(filter, budget)));
        return builder.build();
    }
}
