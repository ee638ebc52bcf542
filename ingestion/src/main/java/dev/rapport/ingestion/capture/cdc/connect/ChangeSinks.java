package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.topic.TopicMeters;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.ProductSink;

/**
 * Where what changes say goes, and where it is counted.
 *
 * @param capture  takes events
 * @param products takes descriptions of products
 * @param catalog  stores what is known to be right
 * @param records  counts records of topics
 * @param changes  counts changes of rows
 */
public record ChangeSinks(
        Capture capture, ProductIntake products, ProductSink catalog, TopicMeters records, ChangeMeters changes) {}
