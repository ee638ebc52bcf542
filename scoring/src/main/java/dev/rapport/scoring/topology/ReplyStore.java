package dev.rapport.scoring.topology;

import dev.rapport.schemas.Reply;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** Replies of the prompts that histories remember, by prompt. */
record ReplyStore(KeyValueStore<String, Reply> replies) {
    void keep(CustomerInput input, List<String> evictedPrompts) {
        if (input instanceof CustomerInput.Replied replied) {
            replies.put(replied.reply().getPromptId(), replied.reply());
        }
        evictedPrompts.forEach(replies::delete);
    }
}
