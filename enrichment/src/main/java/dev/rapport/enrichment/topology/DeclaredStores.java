package dev.rapport.enrichment.topology;

import static dev.rapport.schemas.topic.ErasureRoute.KEPT;
import static dev.rapport.schemas.topic.ErasureRoute.NOTHING_PERSONAL;
import static dev.rapport.schemas.topic.ErasureRoute.SOURCE;
import static dev.rapport.schemas.topic.ErasureRoute.TOMBSTONE;

import dev.rapport.runtime.streams.DeclaredStore;
import java.util.List;

/** What the stores of enrichment hold, how long, and how an erasure reaches them. */
public final class DeclaredStores {
    public static final List<DeclaredStore> ALL = List.of(
            new DeclaredStore(
                    StateStores.MESSAGES,
                    "hash of source and message id",
                    "Fingerprints of the messages that were seen.",
                    "7 days of receipt time",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.LINKS,
                    "hash of an identifier",
                    "The customer whom a browser, device or former user id belongs to.",
                    "for ever",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.CUSTOMERS,
                    "customerId",
                    "Profile, consents and session of every fragment, with the times that decide which write wins.",
                    "bounded for each customer, for ever",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.CUSTOMER_MESSAGES,
                    "customerId, hash of source and message id",
                    "Fingerprints of the messages that were seen, under whichever id of the customer.",
                    "7 days of receipt time",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.WAITING,
                    "customerId and number",
                    "Records that wait for a fragment of their customer.",
                    "until it is there, at most 10 minutes and 100 of each customer",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.DECISIONS,
                    "fragmentId",
                    "Decisions that count against frequency caps.",
                    "the latest 100 of each campaign, for ever",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.ABSENCES,
                    "fragmentId",
                    "Events after which campaigns wait for the absence of others, and the times of both.",
                    "at most 5 events and 40 times of each campaign, of at most 50 campaigns",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.SCHEDULE_WALK,
                    "done, target or position",
                    "How far the walk over customers has come whose time a campaign's schedule is.",
                    "three entries, for ever",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.DUE,
                    "time, customerId and kind",
                    "Whom to look at when that time has passed.",
                    "one for each customer and kind, until then",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.TICKS,
                    "source partition",
                    "Time of the latest tick.",
                    "one for each partition, for ever",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    StateStores.ADDRESSES,
                    "SHA-256 of the address",
                    "Whether and why an address is suppressed.",
                    "for ever",
                    KEPT),
            new DeclaredStore(
                    StateStores.CAMPAIGNS,
                    "campaignId",
                    "Campaigns in force, in memory.",
                    "as its topic",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    StateStores.CATALOG,
                    "productId",
                    "Products in force, in memory.",
                    "as its topic",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    StateStores.LEARNT_SESSIONS,
                    "time and sessionId",
                    "Products of sessions that ended, which recommendations are learnt from.",
                    "90 days, at most enrichment.recommendations.max-sessions",
                    TOMBSTONE),
            new DeclaredStore(
                    StateStores.CUSTOMER_TICKS,
                    "partition of customers",
                    "Time of the latest tick, and up to when was learnt.",
                    "one for each partition, for ever",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    StateStores.RELATED,
                    "product:productId, or popular",
                    "Which products go with which, in memory.",
                    "as its topic",
                    NOTHING_PERSONAL),
            new DeclaredStore(
                    StateStores.SUPPRESSIONS,
                    "SHA-256 of the address",
                    "Suppressed addresses, in memory.",
                    "as its topic",
                    SOURCE));

    private DeclaredStores() {}
}
