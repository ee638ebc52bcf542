package dev.rapport.tuning.training;

import dev.rapport.tuning.data.Curriculum;

/**
 * All that decides what a training makes of a model.
 *
 * @param plan       how
 * @param curriculum on what
 * @param validation on what not; looked at after every epoch
 * @param seed       of the order of batches
 */
public record TrainingCourse(TrainingPlan plan, Curriculum curriculum, Validation validation, long seed) {}
