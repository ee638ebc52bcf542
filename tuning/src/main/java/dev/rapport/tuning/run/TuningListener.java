package dev.rapport.tuning.run;

import dev.rapport.tuning.training.TrainingProgress;

/** Told what a training does, on the thread that trains. */
public interface TuningListener {
    /** Every ten steps, after every epoch and at the end. */
    void progressed(TrainingProgress progress);

    /** Something to know, in one line. */
    void noted(String line);
}
