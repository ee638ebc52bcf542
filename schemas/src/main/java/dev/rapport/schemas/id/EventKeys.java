package dev.rapport.schemas.id;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import java.util.function.UnaryOperator;

/**
 * Keys of captured and rejected events. They are hashes: a key cannot be erased, see docs/adr/0062.
 *
 * @param hash of an identifier, keyed by the deployment's secret
 */
public record EventKeys(UnaryOperator<String> hash) {
    /** All events of one sender have one key, so that they stay in order: that of the device, else that of the user. */
    public String of(CapturedEvent event) {
        var device = event.getAnonymousId();
        return of(device != null ? device : String.valueOf(event.getUserId()));
    }

    /** All rejections of one message have one key; without a message id, all of one source. */
    public String of(RejectedEvent event) {
        var messageId = event.getMessageId();
        return of(messageId != null ? messageId : event.getSourceId());
    }

    /** Key of the events of one sender. */
    public String of(String identifier) {
        return hash.apply(identifier);
    }
}
