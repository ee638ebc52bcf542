package dev.rapport.scoring.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the catalogue.
 *
 * @param products by id
 * @param next     {@code after} of the next page; null where this is the last
 */
public record CatalogView(
        List<CatalogProductView> products, @Nullable String next) {}
