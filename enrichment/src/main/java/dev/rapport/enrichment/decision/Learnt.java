package dev.rapport.enrichment.decision;

import dev.rapport.schemas.InputVersion;
import java.util.List;

/**
 * What was learnt over all customers that bears on a customer's session.
 *
 * @param related ids of products that go with those of the session, the best first
 * @param popular ids of products that are popular, the best first
 * @param inputs  the versions that say so
 */
record Learnt(List<String> related, List<String> popular, List<InputVersion> inputs) {
    static final Learnt NOTHING = new Learnt(List.of(), List.of(), List.of());
}
