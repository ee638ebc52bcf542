/** The registry as a process. */
@NullMarked
package dev.rapport.registry.app;

import org.jspecify.annotations.NullMarked;
