package dev.rapport.runtime.consent;

import dev.rapport.schemas.consent.Channel;
import java.util.Map;

/** Whether a customer may be written to. */
public final class Permission {
    private Permission() {}

    /**
     * It takes consent to the purpose and no objection to the channel. A channel that is not known may be any of them.
     *
     * @param consents of the customer, by category
     * @param purpose  category that must be granted
     * @param channel  where the text would be delivered, in the words of its campaign
     */
    public static boolean isGranted(Map<String, Boolean> consents, String purpose, String channel) {
        return Boolean.TRUE.equals(consents.get(Categories.normalized(purpose)))
                && Channel.meantBy(channel).stream()
                        .noneMatch(one -> Boolean.FALSE.equals(consents.get(one.category())));
    }
}
