/** A customer as the view over the identity fragments that are part of it. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.fragment;

import org.jspecify.annotations.NullMarked;
