/** What customers did, as counts: pure, in event time, whatever the order of arrival. */
@NullMarked
package dev.rapport.scoring.engagement;

import org.jspecify.annotations.NullMarked;
