package dev.rapport.replay;

import java.util.Optional;

/**
 * One row or line to send.
 *
 * @param place      file and row, for messages
 * @param json       its event in JSON; for a line that is not JSON the line as it is
 * @param standalone true when it would spoil a batch and has to be sent by itself
 * @param problem    why it will be rejected, where that is known already
 */
record ReplayItem(String place, String json, boolean standalone, Optional<String> problem) {}
