package dev.rapport.scoring.api.view;

import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A product as an event or a prompt names it. */
public record ProductView(
        String productId,
        @Nullable String name,
        @Nullable String category,
        @Nullable String brand,
        @Nullable MoneyView price,
        int quantity) {
    static @Nullable ProductView of(@Nullable Product product) {
        return product == null
                ? null
                : new ProductView(
                        product.getProductId(),
                        product.getName(),
                        product.getCategory(),
                        product.getBrand(),
                        MoneyView.of(product.getPrice()),
                        product.getQuantity());
    }

    static List<ProductView> all(List<Product> products) {
        return products.stream().map(ProductView::of).toList();
    }

    /** An amount in minor units. */
    public record MoneyView(long amountMinor, String currency) {
        static @Nullable MoneyView of(@Nullable Money money) {
            return money == null ? null : new MoneyView(money.getAmountMinor(), money.getCurrency());
        }
    }
}
