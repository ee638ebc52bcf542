package dev.rapport.ingestion.catalog;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;

/**
 * What is accepted of catalogues.
 *
 * @param maxRequestSize  largest body, after decompression
 * @param maxProducts     maximum number of products in one request, at least 1
 * @param maxRemovedShare share of a source's products that a complete feed may remove unless it is forced, from 0 to 1
 */
public record CatalogConfig(ByteSize maxRequestSize, int maxProducts, double maxRemovedShare) {
    public static final CatalogConfig DEFAULT = new CatalogConfig(ByteSize.ofKiB(1024), 5_000, 0.2);

    private static final String PREFIX = "ingestion.catalog.";

    public CatalogConfig {
        Checks.between(1, Integer.MAX_VALUE - 8L, maxRequestSize.bytes(), PREFIX + "max-request-size");
        Checks.atLeast(1, maxProducts, PREFIX + "max-products");
        Checks.between(0.0, 1.0, maxRemovedShare, PREFIX + "max-removed-share");
    }

    /** From {@code ingestion.catalog.*} settings. */
    public static CatalogConfig from(ConfigReader in) {
        var size = in.size(
                PREFIX + "max-request-size",
                DEFAULT.maxRequestSize,
                "Largest body with products, after decompression; http.max-request-size bounds it, too.");
        var products =
                in.integer(PREFIX + "max-products", DEFAULT.maxProducts, "Maximum number of products in one request.");
        var share = in.number(
                PREFIX + "max-removed-share",
                DEFAULT.maxRemovedShare,
                "Share of a source's products that a complete feed may remove; a feed that would remove more is refused"
                        + " unless it is forced.");
        return in.build(() -> new CatalogConfig(size, products, share), () -> DEFAULT);
    }
}
