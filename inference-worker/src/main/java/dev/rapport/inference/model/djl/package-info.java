/** The port on DJL and PyTorch: the only package of this module that knows either. */
@NullMarked
package dev.rapport.inference.model.djl;

import org.jspecify.annotations.NullMarked;
