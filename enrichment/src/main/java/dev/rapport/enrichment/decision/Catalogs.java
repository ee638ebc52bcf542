package dev.rapport.enrichment.decision;

/** The shop's products as they were at any time. */
@FunctionalInterface
public interface Catalogs {
    /** The products in force at a time, in milliseconds since the epoch. */
    Catalog at(long time);
}
