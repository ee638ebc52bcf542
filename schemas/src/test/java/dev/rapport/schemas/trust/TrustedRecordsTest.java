package dev.rapport.schemas.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TrustedRecordsTest {
    @Test
    void readsRecordsInsideRecordsWithoutAnySystemProperty() throws IOException {
        // Given
        var lamp = Product.newBuilder()
                .setProductId("lamp-7")
                .setPrice(new Money(39_90L, "EUR"))
                .build();
        // When
        var read = Product.fromByteBuffer(lamp.toByteBuffer());
        // Then
        assertThat(read).isEqualTo(lamp);
        assertThat(read.getPrice()).isInstanceOf(Money.class);
    }
}
