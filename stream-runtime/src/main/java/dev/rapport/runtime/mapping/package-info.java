/**
 * The mapping language: how rows of files and changes of tables become events. A pure function from a row to an event;
 * mapping files are read in {@code definition}.
 */
@NullMarked
package dev.rapport.runtime.mapping;

import org.jspecify.annotations.NullMarked;
