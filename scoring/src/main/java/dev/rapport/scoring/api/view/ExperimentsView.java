package dev.rapport.scoring.api.view;

import java.util.List;

/** @param experiments by id */
public record ExperimentsView(List<ExperimentView> experiments) {}
