package dev.rapport.ingestion.capture.sink;

import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;

/** Keys of what capture writes: hashes, as a key cannot be erased. See docs/adr/0062. */
public record RecordKeys(IdentifierHash hash) {
    /** All events of one sender have one key, so that they stay in order: that of the device, else that of the user. */
    public String of(CapturedEvent event) {
        var device = event.getAnonymousId();
        return hash.of(device != null ? device : String.valueOf(event.getUserId()));
    }

    /** All rejections of one message have one key; without a message id, all of one source. */
    public String of(RejectedEvent event) {
        var messageId = event.getMessageId();
        return hash.of(messageId != null ? messageId : event.getSourceId());
    }
}
