package dev.rapport.scoring.attribution;

/** A model that learns from the paths of all customers, those who did not convert among them. */
public non-sealed interface PopulationModel extends AttributionModel {}
