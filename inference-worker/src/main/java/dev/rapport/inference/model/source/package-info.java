/** Where a model comes from: the bundled one, a folder, the hub. */
@NullMarked
package dev.rapport.inference.model.source;

import org.jspecify.annotations.NullMarked;
