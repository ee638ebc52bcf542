/** The one form of what could not be processed: rejections and dead letters. Pure. */
@NullMarked
package dev.rapport.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
