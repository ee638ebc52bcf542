/** The port to a language model: what a decode loop needs of one, and how a model is named and found. */
@NullMarked
package dev.rapport.inference.model;

import org.jspecify.annotations.NullMarked;
