/** Products as shops describe them, in our names or in those of a Google Merchant feed, to the record of the contract. */
@NullMarked
package dev.rapport.runtime.catalog;

import org.jspecify.annotations.NullMarked;
