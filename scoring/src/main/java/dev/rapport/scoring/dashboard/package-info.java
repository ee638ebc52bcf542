/** The dashboard page: static files over the JSON API, nothing computed here. */
@NullMarked
package dev.rapport.scoring.dashboard;

import org.jspecify.annotations.NullMarked;
