package dev.rapport.enrichment.control;

import dev.rapport.enrichment.campaign.CampaignRecord;
import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.enrichment.prompt.PromptText;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What a published record must keep to be accepted. */
final class ControlRules {
    /** What the records of one topic must keep. */
    @FunctionalInterface
    interface Rule<V> {
        /**
         * @return the value as it is accepted
         * @throws InvalidRecordException with the rule that the value breaks
         */
        V accept(String key, V value);
    }

    private ControlRules() {}

    static CampaignDefinition campaign(String key, CampaignDefinition definition) {
        try {
            var campaign = CampaignYaml.parse(definition.getYaml());
            requireKey(key, campaign.id(), "campaign");
            return CampaignRecord.complete(definition, campaign);
        } catch (InvalidCampaignException e) {
            throw new InvalidRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    static CatalogProduct product(String key, CatalogProduct product) {
        requireKey(key, product.getProductId(), "product");
        if (PromptText.title(product.getName()) == null) {
            throw new InvalidRecordException(
                    "the product's name must not be blank, markup alone, a template's placeholder or a name for nothing such as undefined");
        }
        requirePrice(product.getPrice());
        var sale = product.getSalePrice();
        requirePrice(sale == null ? null : sale.getPrice());
        return product;
    }

    /** Without a price it is known and not recommended. */
    private static void requirePrice(@Nullable Money price) {
        if (price == null) {
            return;
        }
        if (price.getAmountMinor() < 0) {
            throw new InvalidRecordException("the price must be at least 0, not " + price.getAmountMinor());
        }
        try {
            var unused = Currency.getInstance(price.getCurrency());
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(
                    "the price's currency must be an ISO 4217 code, not '" + price.getCurrency() + "'", e);
        }
    }

    /** Or a tombstone under the key would not stop it. */
    private static void requireKey(String key, String id, String what) {
        if (!key.equals(id)) {
            throw new InvalidRecordException("the key must be the id of the " + what + ", '" + id + "'");
        }
    }
}
