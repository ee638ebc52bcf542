package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import java.util.Locale;

/** Whether there is something to write about: of some kinds of campaigns a product that may be named. */
final class SubjectGate implements Gate {
    private final Catalogs catalogs;
    private final Recommender recommender;

    SubjectGate(Catalogs catalogs, Recommender recommender) {
        this.catalogs = catalogs;
        this.recommender = recommender;
    }

    @Override
    public DecisionGate kind() {
        return DecisionGate.SUBJECT;
    }

    @Override
    public Verdict check(Case it) {
        var kind = it.campaign().kind();
        var limit = "for " + kind.name().toLowerCase(Locale.ROOT);
        var catalog = catalogs.at(it.event().getReceivedAt());
        var products = it.event().getProducts();
        var learnt = kind == CampaignKind.RECOMMENDATION ? recommender.learnt(it.draft()) : Learnt.NOTHING;
        var informed = it.using(learnt.inputs());
        return Subjects.of(kind, products, it.person().profile(), catalog, learnt)
                .map(subject -> informed.using(Inputs.product(subject, catalog))
                        .about(subject)
                        .passes(text(subject), limit))
                .orElseGet(() -> informed.using(Inputs.refusedProduct(products, catalog))
                        .stops(DecisionReason.NO_PRODUCT, "no product", limit, NoProduct.detail(products, catalog)));
    }

    private static String text(Subject subject) {
        return subject.product() == null
                ? "no product needed"
                : "product " + subject.product().getProductId();
    }
}
