package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionGate;

/** One thing that can speak against a message. Pure: what it sees and what it finds is in the case. */
interface Gate {
    /** As decisions name it. */
    DecisionGate kind();

    /** Whatever is thrown fails the decision of this campaign, and no other. */
    Verdict check(Case it);
}
