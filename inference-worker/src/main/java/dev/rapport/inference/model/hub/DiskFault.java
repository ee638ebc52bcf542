package dev.rapport.inference.model.hub;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What the disk has against it, in one clause: several of the JDK's exceptions say a path only. */
final class DiskFault {
    private DiskFault() {}

    static String told(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileSystemException fault && fault.getReason() != null) {
            return fault.getReason();
        }
        var message = e.getMessage();
        var kind = e.getClass().getSimpleName();
        return message == null || e instanceof FileSystemException ? kind : message;
    }
}
