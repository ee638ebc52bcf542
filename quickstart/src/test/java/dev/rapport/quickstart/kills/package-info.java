/** Capture and its broker as processes of their own that are killed while events are sent. */
@NullMarked
package dev.rapport.quickstart.kills;

import org.jspecify.annotations.NullMarked;
