package dev.rapport.scoring.api.view;

import java.util.List;

/** @param replies newest first */
public record RepliesView(List<ReplyView> replies) {}
