/** Words of replies that services agree on. */
@NullMarked
package dev.rapport.schemas.reply;

import org.jspecify.annotations.NullMarked;
