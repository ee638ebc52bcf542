/** Core: where the items of a customer are while identities are merged and parted, and the messages that take them there. */
@NullMarked
package dev.rapport.scoring.merge;

import org.jspecify.annotations.NullMarked;
