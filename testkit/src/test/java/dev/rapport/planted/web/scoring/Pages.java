package dev.rapport.planted.web.scoring;

import io.javalin.http.HttpStatus;

/** R3: the HTTP library outside of its packages. */
public record Pages(HttpStatus status) {}
