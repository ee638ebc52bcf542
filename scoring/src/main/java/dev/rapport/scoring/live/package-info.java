/** Replies and metrics as they are published, for people who watch and for meters. */
@NullMarked
package dev.rapport.scoring.live;

import org.jspecify.annotations.NullMarked;
