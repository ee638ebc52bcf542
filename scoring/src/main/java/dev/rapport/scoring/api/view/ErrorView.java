package dev.rapport.scoring.api.view;

/** @param error what is wrong, for people */
public record ErrorView(String error) {}
