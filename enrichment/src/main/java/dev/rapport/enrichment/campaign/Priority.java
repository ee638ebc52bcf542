package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.PromptPriority;

/** Which campaign decides first where one event triggers several, and which prompts a busy worker writes first. */
public enum Priority {
    TRANSACTIONAL(PromptPriority.REPLY),
    HIGH(PromptPriority.TRIGGERED),
    NORMAL(PromptPriority.TRIGGERED),
    LOW(PromptPriority.BULK);

    private final PromptPriority ofPrompts;

    Priority(PromptPriority ofPrompts) {
        this.ofPrompts = ofPrompts;
    }

    /** The class of the campaign's prompts. */
    public PromptPriority ofPrompts() {
        return ofPrompts;
    }
}
