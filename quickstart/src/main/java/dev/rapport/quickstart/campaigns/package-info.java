/** {@code rapport campaign}: what can be done with campaign files. */
@NullMarked
package dev.rapport.quickstart.campaigns;

import org.jspecify.annotations.NullMarked;
