package dev.rapport.inference.reply;

import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;

/**
 * The last look at a reply before it becomes visible: the customer may have withdrawn consent since the campaign decided to
 * write. Called by the publishing thread, right before the reply goes into its transaction; answers from memory.
 */
@FunctionalInterface
public interface PublishGate {
    /** Passes everything. */
    PublishGate OPEN = (prompt, reply) -> reply;

    /**
     * @return {@code reply} itself when it may be published, else what is published in its stead: a refusal without text,
     *     see {@link Withheld}. May be called again with the same reply after an aborted transaction, and may then return
     *     differently
     */
    Reply check(Prompt prompt, Reply reply);
}
