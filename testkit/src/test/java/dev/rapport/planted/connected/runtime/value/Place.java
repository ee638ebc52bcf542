package dev.rapport.planted.connected.runtime.value;

import java.net.URI;

/** Breaks R2: a value that knows the network. */
record Place(URI address) {}
