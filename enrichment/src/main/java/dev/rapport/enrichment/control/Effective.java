package dev.rapport.enrichment.control;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CatalogProduct;
import java.time.Instant;

/** From when a version is in force. */
interface Effective<V> {
    Instant at(V value);

    /**
     * As it is accepted.
     *
     * @param soonest when it is in force where its author names no time
     */
    V complete(V value, Instant soonest);

    /** A campaign's author names the time, or it counts as for ever since. */
    Effective<CampaignDefinition> CAMPAIGN = new Effective<>() {
        @Override
        public Instant at(CampaignDefinition campaign) {
            return campaign.getEffectiveAt();
        }

        @Override
        public CampaignDefinition complete(CampaignDefinition campaign, Instant soonest) {
            return campaign;
        }
    };

    /** What shops say of a product is so at once: the order of the log decides, whatever the clocks of its writers say. */
    Effective<CatalogProduct> PRODUCT = new Effective<>() {
        @Override
        public Instant at(CatalogProduct product) {
            return product.getEffectiveAt();
        }

        @Override
        public CatalogProduct complete(CatalogProduct product, Instant soonest) {
            return product.getEffectiveAt().equals(Instant.EPOCH)
                    ? CatalogProduct.newBuilder(product).setEffectiveAt(soonest).build()
                    : product;
        }
    };
}
