package dev.rapport.scoring.api;

import dev.rapport.scoring.api.view.CatalogProductView;
import dev.rapport.scoring.api.view.CatalogView;
import dev.rapport.scoring.view.CatalogProducts;
import io.javalin.http.Context;
import java.time.Clock;

/** {@code GET /api/v1/products} and {@code /{productId}}: what the catalogue holds, with its age. */
final class ProductsResource extends ListedResource {
    static final String PATH = "/api/v1/products";

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final CatalogProducts products;
    private final Clock clock;

    ProductsResource(CatalogProducts products, Clock clock) {
        super(PATH, "productId");
        this.products = products;
        this.clock = clock;
    }

    @Override
    Record list(Context context) {
        var query = new Query(context, "q", "category", "source", "after", "limit");
        var limit = query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        var search =
                new CatalogProducts.Search(query.text("q").orElse(""), query.text("category"), query.text("source"));
        var found = products.find(search, query.text("after").orElse(""), limit + 1);
        var now = clock.instant();
        var page = found.stream()
                .limit(limit)
                .map(product -> CatalogProductView.of(product, now))
                .toList();
        return new CatalogView(page, found.size() > limit ? page.get(limit - 1).productId() : null);
    }

    @Override
    Record one(Context context, String id) {
        return products.find(id)
                .map(product -> CatalogProductView.of(product, clock.instant()))
                .orElseThrow(() -> new UnknownIdException("product", id));
    }
}
