/** What customers did, as counts: pure, in event time, whatever the order of arrival. */
@NullMarked
package dev.rapport.scoring.history;

import org.jspecify.annotations.NullMarked;
