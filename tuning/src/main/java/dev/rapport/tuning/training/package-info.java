/** The training loop on PyTorch; the only package here that knows tensors. */
@NullMarked
package dev.rapport.tuning.training;

import org.jspecify.annotations.NullMarked;
