/** Server-sent events: subscribers, and what they get. */
@NullMarked
package dev.rapport.scoring.api.stream;

import org.jspecify.annotations.NullMarked;
