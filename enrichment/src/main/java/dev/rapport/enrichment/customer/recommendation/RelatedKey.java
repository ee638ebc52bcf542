package dev.rapport.enrichment.customer.recommendation;

/** Keys of what was learnt. */
public final class RelatedKey {
    /** Of what is popular. */
    public static final String POPULAR = "popular";

    private RelatedKey() {}

    /** Of what goes with a product. */
    public static String of(String productId) {
        return "product:" + productId;
    }
}
