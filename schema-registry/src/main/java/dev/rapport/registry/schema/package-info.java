/** Schemas by subject and id: what is stored, and the rules it is stored by. */
@NullMarked
package dev.rapport.registry.schema;

import org.jspecify.annotations.NullMarked;
