package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.SalePrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecommendStepTest {
    private static final long NOON = 1_774_008_000_000L;
    private static final Product TRIGGER = product("mug-1", 1_000);

    private final FakeCatalog catalog = new FakeCatalog();
    private final RecommendStep step = new RecommendStep();
    private Learnt learnt = Learnt.NOTHING;

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
    void leavesOutWhatHasNoPriceAndVariantsOfTheProductItself() {
        // Given
        catalog.products.add(catalogProduct("mug-1", 1_000).setGroupId("mug").build());
        catalog.products.add(catalogProduct("mug-2", 1_000).setGroupId("mug").build());
        catalog.products.add(catalogProduct("mug-3", 1_000).setPrice(null).build());
        catalog.add("mug-4", 9_000);
        // Then
        assertThat(recommended(customer().build())).contains("mug-4");
    }

    @Test
    void looksWhereTheCatalogueListsTheProductWhenItDoesNotKnowTheCategoryOfTheEvent() {
        // Given
        catalog.add("mug-1", 1_000).add("mug-2", 1_000);
        var named = Product.newBuilder(TRIGGER).setCategory("Home > Mugs").build();
        // When
        var recommended = step.recommend(named, customer().build(), catalog, Learnt.NOTHING);
        // Then
        assertThat(recommended).map(Product::getProductId).contains("mug-2");
    }

    @Test
    void recommendsAtTheReducedPriceWhileASaleIsOn() {
        // Given
        var half = new Money(500L, "USD");
        var on = new SalePrice(half, Instant.ofEpochMilli(NOON), Instant.ofEpochMilli(NOON + 1));
        var over = new SalePrice(half, null, Instant.ofEpochMilli(NOON));
        var product = catalogProduct("mug-2", 1_000).build();
        // When
        var reduced =
                Listing.at(CatalogProduct.newBuilder(product).setSalePrice(on).build(), NOON, NOON);
        var usual =
                Listing.at(CatalogProduct.newBuilder(product).setSalePrice(over).build(), NOON, NOON);
        // Then
        assertThat(reduced.price()).isEqualTo(half);
        assertThat(usual.price()).isEqualTo(product.getPrice());
    }

    @Test
    void fallsBackToTheProductItselfUnlessBought() {
        assertThat(recommended(customer().build())).contains("mug-1");
        assertThat(recommended(
                        customer().setPurchasedProductIds(List.of("mug-1")).build()))
                .isEmpty();
        var nameless = Product.newBuilder(TRIGGER).setName(null).build();
        assertThat(step.recommend(nameless, customer().build(), catalog, Learnt.NOTHING))
                .isEmpty();
    }

    @Test
    void takesWhatGoesBestWithTheSession() {
        // Given
        catalog.add("mug-2", 1_000).add("pot-7", 9_000).add("pot-8", 9_000).add("pot-9", 9_000);
        learnt = new Learnt(List.of("gone", "mug-1", "pot-9", "pot-8", "pot-7"), List.of(), List.of());
        // Then
        assertThat(recommended(
                        customer().setPurchasedProductIds(List.of("pot-9")).build()))
                .contains("pot-8");
    }

    @Test
    void takesWhatIsPopularWhereItsCategoryHasNothing() {
        // Given
        catalog.products.add(catalogProduct("pot-7", 9_000)
                .setCategory("pots")
                .setAvailable(false)
                .build());
        catalog.products.add(catalogProduct("pot-8", 9_000).setCategory("pots").build());
        learnt = new Learnt(List.of(), List.of("mug-1", "pot-7", "pot-8"), List.of());
        // Then
        assertThat(recommended(customer().build())).contains("pot-8");
    }

    private Optional<String> recommended(CustomerProfile customer) {
        return step.recommend(TRIGGER, customer, catalog, learnt).map(Product::getProductId);
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
        public Optional<Listing> byId(String productId) {
            return products.stream()
                    .filter(product -> product.getProductId().equals(productId))
                    .map(FakeCatalog::listed)
                    .findFirst();
        }

        @Override
        public Collection<Listing> inCategory(String category) {
            return products.stream()
                    .filter(product -> product.getCategory().equals(category))
                    .map(FakeCatalog::listed)
                    .toList();
        }

        private static Listing listed(CatalogProduct product) {
            return Listing.at(product, NOON, NOON);
        }
    }
}
