package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The products of a session: what the customer viewed or bought while it lasted, of what is kept of them. */
public final class SessionProducts {
    private record Seen(String productId, long at) {}

    private static final Comparator<Seen> LATEST_FIRST =
            Comparator.comparingLong(Seen::at).reversed().thenComparing(Seen::productId);

    private SessionProducts() {}

    /** Ids of products, the latest first, each once, at most {@link ProductSession#MAX_PRODUCTS}. */
    public static List<String> of(CustomerState customer, SessionState session) {
        var seen = new ArrayList<Seen>();
        customer.getViewed()
                .forEach(viewed -> seen.add(new Seen(viewed.getProduct().getProductId(), viewed.getViewedAt())));
        customer.getPurchased().forEach(bought -> seen.add(new Seen(bought.getProductId(), bought.getBoughtAt())));
        return seen.stream()
                .filter(one -> session.getStartedAt() <= one.at() && one.at() <= session.getLastAt())
                .sorted(LATEST_FIRST)
                .map(Seen::productId)
                .distinct()
                .limit(ProductSession.MAX_PRODUCTS)
                .toList();
    }
}
