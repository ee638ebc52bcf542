/** What is counted for people to read: rows of counts by group and window, pure and exact. */
@NullMarked
package dev.rapport.scoring.metric;

import org.jspecify.annotations.NullMarked;
