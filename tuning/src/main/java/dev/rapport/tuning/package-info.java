/** Training a reply model: what to train on, for how long, and where the checkpoint goes. */
@NullMarked
package dev.rapport.tuning;

import org.jspecify.annotations.NullMarked;
