/** Words of campaigns and experiments that services agree on. */
@NullMarked
package dev.rapport.schemas.campaign;

import org.jspecify.annotations.NullMarked;
