package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.recommendation.Ranking;
import dev.rapport.enrichment.customer.recommendation.Related;
import dev.rapport.enrichment.customer.recommendation.RelatedKey;
import dev.rapport.enrichment.customer.recommendation.Weighted;
import dev.rapport.enrichment.customer.session.SessionProducts;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.InputKind;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What to recommend to a customer by what was learnt, in force when the trigger was received. */
public final class Recommender {
    private final Recommendations recommendations;
    private final Ranking ranking;

    public Recommender(Recommendations recommendations, Ranking ranking) {
        this.recommendations = recommendations;
        this.ranking = ranking;
    }

    /** By the products of the triggering event, then by those of the customer's session. */
    Learnt learnt(Draft draft) {
        var at = draft.event().getReceivedAt();
        var inputs = new ArrayList<InputVersion>();
        var session = session(draft);
        var related = ranking.of(session, product -> known(RelatedKey.of(product), at, inputs), at);
        var popular = known(RelatedKey.POPULAR, at, inputs).map(Related::products).orElse(List.of()).stream()
                .map(Weighted::productId)
                .filter(product -> !session.contains(product))
                .toList();
        return new Learnt(related, popular, inputs);
    }

    private static List<String> session(Draft draft) {
        var products = new ArrayList<String>();
        Subjects.trigger(draft.event().getProducts()).map(Product::getProductId).ifPresent(products::add);
        var customer = draft.view();
        var session = customer.getSession();
        if (session != null) {
            products.addAll(SessionProducts.of(customer, session));
        }
        return products;
    }

    private Optional<Related> known(String key, long at, List<InputVersion> inputs) {
        var version = recommendations.at(key, at);
        version.ifPresent(
                used -> inputs.add(Inputs.version(InputKind.RECOMMENDATION, key, used.number(), used.effectiveAt())));
        return version.map(Recommender::value);
    }

    private static Related value(Version<Related> version) {
        return Objects.requireNonNull(version.value());
    }
}
