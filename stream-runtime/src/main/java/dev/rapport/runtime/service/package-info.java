/** What a service is, and the launcher that runs one as a process. */
@NullMarked
package dev.rapport.runtime.service;

import org.jspecify.annotations.NullMarked;
