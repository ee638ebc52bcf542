package dev.rapport.enrichment.condition;

import static dev.rapport.enrichment.condition.Shapes.CUSTOMER;
import static dev.rapport.enrichment.condition.Shapes.EVENT;
import static dev.rapport.enrichment.condition.Shapes.HISTORY;
import static dev.rapport.enrichment.condition.Shapes.SESSION;

import dev.rapport.enrichment.condition.Type.Fields;
import dev.rapport.enrichment.condition.Type.MapOf;
import dev.rapport.enrichment.condition.Type.Single;
import java.util.List;

/** What the first word of a name in a condition can be. docs/conditions.md lists all of it. */
public final class Roots {
    /** Those that a campaign's conditions have. */
    public static final List<Field<Context>> OF_CAMPAIGNS = List.of(
            new Field<>(
                    "event",
                    new Fields(EVENT),
                    "what triggers",
                    context -> context.event() == null ? null : EVENT.of(context)),
            new Field<>("customer", new Fields(CUSTOMER), "whom it is about, as the trigger left them", CUSTOMER::of),
            new Field<>(
                    "consent",
                    new MapOf(Single.BOOL),
                    "by purpose and channel in lower case, what the customer agreed to or declined",
                    context -> context.profile().getConsents()),
            new Field<>(
                    "session",
                    new Fields(SESSION),
                    "the customer's session, the trigger in it",
                    context -> SESSION.of(context.customer().getSession())),
            new Field<>("history", new Fields(HISTORY), "what campaigns did about the customer", HISTORY::of));

    private Roots() {}
}
