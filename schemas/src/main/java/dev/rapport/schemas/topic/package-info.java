/** The topic catalogue: every topic by name, with its types and settings. */
@NullMarked
package dev.rapport.schemas.topic;

import org.jspecify.annotations.NullMarked;
