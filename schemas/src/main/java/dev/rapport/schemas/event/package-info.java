/** Names of events that services agree on. */
@NullMarked
package dev.rapport.schemas.event;

import org.jspecify.annotations.NullMarked;
