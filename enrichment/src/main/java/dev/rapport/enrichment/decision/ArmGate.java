package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionGate;

/** The arm that the customer was drawn into; it speaks against no message. */
final class ArmGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.ARM;
    }

    @Override
    public Verdict check(Case it) {
        var assignment = it.foundAssignment();
        return it.passes(assignment.arm(), "drawn with probability " + assignment.propensity());
    }
}
