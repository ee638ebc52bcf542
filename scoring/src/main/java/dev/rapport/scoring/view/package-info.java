/** The read model: what the topics say, kept on the disk of every instance, the same in all of them. */
@NullMarked
package dev.rapport.scoring.view;

import org.jspecify.annotations.NullMarked;
