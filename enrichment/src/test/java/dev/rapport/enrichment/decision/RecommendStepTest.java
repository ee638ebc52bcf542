package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecommendStepTest {
    private static final Product TRIGGER = product("mug-1", 1_000);

    private final FakeCatalog catalog = new FakeCatalog();
    private final RecommendStep step = new RecommendStep();

    @Test
    void takesTheClosestPriceThenTheSmallestId() {
        // Given
        catalog.add("mug-9", 1_100).add("mug-3", 900).add("mug-4", 700).add("mug-1", 1_000);
        // Then
        assertThat(recommended(customer().build())).contains("mug-3");
    }

    @Test
    void prefersWhatWasNotViewed() {
        // Given
        catalog.add("mug-2", 1_000).add("mug-3", 5_000);
        var customer = customer().setViewedProducts(List.of(product("mug-2", 1_000)));
        // Then
        assertThat(recommended(customer.build())).contains("mug-3");
        assertThat(recommended(customer.setViewedProducts(List.of(product("mug-2", 1), product("mug-3", 1)))
                        .build()))
                .contains("mug-2");
    }

    @Test
    void leavesOutBoughtAndUnavailable() {
        // Given
        catalog.add("mug-2", 1_000).add("mug-3", 5_000);
        catalog.products.add(catalogProduct("mug-4", 1_000).setAvailable(false).build());
        // Then
        assertThat(recommended(
                        customer().setPurchasedProductIds(List.of("mug-2")).build()))
                .contains("mug-3");
    }

    @Test
    void recommendsNothingWhenTheProductItselfIsNotAvailable() {
        // Given
        catalog.products.add(catalogProduct("mug-1", 1_000).setAvailable(false).build());
        // Then
        assertThat(recommended(customer().build())).isEmpty();
    }

    @Test
    void fallsBackToTheProductItselfUnlessBought() {
        assertThat(recommended(customer().build())).contains("mug-1");
        assertThat(recommended(
                        customer().setPurchasedProductIds(List.of("mug-1")).build()))
                .isEmpty();
        var nameless = Product.newBuilder(TRIGGER).setName(null).build();
        assertThat(step.recommend(nameless, customer().build(), catalog)).isEmpty();
    }

    private Optional<String> recommended(CustomerProfile customer) {
        return step.recommend(TRIGGER, customer, catalog).map(Product::getProductId);
    }

    private static CustomerProfile.Builder customer() {
        return CustomerProfile.newBuilder()
                .setCustomerId("c")
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(Instant.EPOCH)
                .setLastSeenAt(Instant.EPOCH);
    }

    private static Product product(String id, long cents) {
        return Product.newBuilder()
                .setProductId(id)
                .setName("Mug")
                .setCategory("mugs")
                .setPrice(new Money(cents, "USD"))
                .build();
    }

    private static CatalogProduct.Builder catalogProduct(String id, long cents) {
        return CatalogProduct.newBuilder()
                .setProductId(id)
                .setName("Mug")
                .setCategory("mugs")
                .setPrice(new Money(cents, "USD"));
    }

    private static final class FakeCatalog implements Catalog {
        private final List<CatalogProduct> products = new ArrayList<>();

        FakeCatalog add(String id, long cents) {
            products.add(catalogProduct(id, cents).build());
            return this;
        }

        @Override
        public Optional<CatalogProduct> byId(String productId) {
            return products.stream()
                    .filter(product -> product.getProductId().equals(productId))
                    .findFirst();
        }

        @Override
        public Collection<CatalogProduct> inCategory(String category) {
            return products;
        }
    }
}
