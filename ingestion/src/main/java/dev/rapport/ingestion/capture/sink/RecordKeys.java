package dev.rapport.ingestion.capture.sink;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import java.util.function.UnaryOperator;

/**
 * Keys of what capture writes.
 *
 * @param hash what stands for an identifier in a key
 */
public record RecordKeys(UnaryOperator<String> hash) {
    /** All events of one sender have one key, so that they stay in order: that of the device, else that of the user. */
    public String of(CapturedEvent event) {
        var device = event.getAnonymousId();
        return hash.apply(device != null ? device : String.valueOf(event.getUserId()));
    }

    /** All rejections of one message have one key; without a message id, all of one source. */
    public String of(RejectedEvent event) {
        var messageId = event.getMessageId();
        return hash.apply(messageId != null ? messageId : event.getSourceId());
    }
}
