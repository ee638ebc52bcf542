/** What a model that is made from nothing is trained on, and what it begins with. */
@NullMarked
package dev.rapport.factory.training;

import org.jspecify.annotations.NullMarked;
