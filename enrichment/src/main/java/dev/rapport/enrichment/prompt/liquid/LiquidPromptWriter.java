package dev.rapport.enrichment.prompt.liquid;

import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.prompt.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import liqp.Template;
import liqp.TemplateParser;

/**
 * Fills Liquid templates; each is parsed once. A variable without a value prints nothing. Values are never read as
 * Liquid. White space at the end is dropped, as a model reads it. What a template builds in memory is bounded
 * ({@link RenderBudget}). Not thread-safe: one a stream task.
 */
public final class LiquidPromptWriter implements PromptWriter {
    /** Parsed templates kept; a campaign has three or four. */
    private static final int MAX_PARSED = 256;

    private final RenderBudget budget = new RenderBudget();
    private final TemplateParser parser;
    private final Map<String, Template> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Template> eldest) {
            return size() > MAX_PARSED;
        }
    };

    private LiquidPromptWriter(boolean unknownVariablesFail) {
        this.parser = BoundedLiquid.parser(unknownVariablesFail, budget);
    }

    /** For campaigns that run: customers lack names and products lack brands. */
    public static LiquidPromptWriter lenient() {
        return new LiquidPromptWriter(false);
    }

    /** For checking templates: a variable that is not there is a mistake. */
    public static LiquidPromptWriter strict() {
        return new LiquidPromptWriter(true);
    }

    @Override
    public Written write(Templates templates, Map<String, Object> variables) throws TemplateException {
        var prompt = required("template", fill(templates.prompt(), variables));
        var fallback = required("fallback", fill(templates.fallback(), variables));
        var mustMention = new ArrayList<String>();
        for (var text : templates.mustMention()) {
            var filled = fill(text, variables).strip();
            if (!filled.isEmpty()) {
                mustMention.add(filled);
            }
        }
        return new Written(prompt, fallback, mustMention);
    }

    /** One template filled. */
    public String fill(String template, Map<String, Object> variables) throws TemplateException {
        try {
            var ready = parsed.get(template);
            if (ready == null) {
                ready = parser.parse(template);
                parsed.put(template, ready);
            }
            budget.start();
            return Objects.requireNonNullElse(ready.render(variables), "").stripTrailing();
        } catch (RuntimeException e) {
            // The library throws its own and plain runtime exceptions for everything that can be wrong.
            throw LiquidErrors.of(e);
        } catch (StackOverflowError e) {
            // Its parser and its regular expressions descend with the text.
            throw new TemplateException("nested too deeply", 0, 0, e);
        }
    }

    private static String required(String which, String filled) throws TemplateException {
        if (filled.isBlank()) {
            throw new TemplateException(which + " is empty when filled");
        }
        return filled;
    }
}
