package dev.rapport.scoring.view;

import static dev.rapport.schemas.topic.ErasureRoute.KEY;
import static dev.rapport.schemas.topic.ErasureRoute.NOTHING_PERSONAL;
import static dev.rapport.schemas.topic.ErasureRoute.TOMBSTONE;

import dev.rapport.runtime.streams.DeclaredStore;
import java.util.List;

/**
 * What the stores of the read model hold, how long, and how an erasure reaches them. They have no
 * changelog but their topic, and values are its bytes, encrypted fields included.
 */
public final class DeclaredStores {
    private static final String AS_TOPIC = "as its topic";

    public static final List<DeclaredStore> ALL = List.of(
            new DeclaredStore(
                    "view-metrics", "window, start and group", "Rows of metrics.", AS_TOPIC, NOTHING_PERSONAL),
            new DeclaredStore("view-arms", "experiment and arm", "Sums of arms.", AS_TOPIC, NOTHING_PERSONAL),
            new DeclaredStore("view-campaigns", "campaignId", "Campaign definitions.", AS_TOPIC, NOTHING_PERSONAL),
            new DeclaredStore("view-products", "productId", "Products of the catalogue.", AS_TOPIC, NOTHING_PERSONAL),
            new DeclaredStore(
                    "view-identities",
                    "hash of an identifier",
                    "The customer whom an identifier belongs to.",
                    AS_TOPIC,
                    TOMBSTONE),
            new DeclaredStore("view-profiles", "customerId", "Profiles.", AS_TOPIC, TOMBSTONE),
            newest("view-decisions", "Decisions.", "20"),
            newest("view-touchpoints", "Touchpoints.", "50"),
            newest("view-exposures", "First exposures to experiments.", "100"),
            newest("view-replies", "Replies, by prompt too, and the latest 200 of all.", "100"));

    private DeclaredStores() {}

    private static DeclaredStore newest(String name, String holds, String howMany) {
        return new DeclaredStore(name, "customerId", holds, "the newest " + howMany + " of a customer", KEY);
    }
}
