package dev.rapport.scoring.attribution;

/** A way to share the credit for conversions among the touchpoints before them. */
public sealed interface AttributionModel permits PathModel, PopulationModel {
    /** Name in credits and requests. */
    String name();
}
