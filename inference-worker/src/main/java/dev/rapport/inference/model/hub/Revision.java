package dev.rapport.inference.model.hub;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a model is at one commit.
 *
 * @param commit name of the commit, hexadecimal
 * @param files paths of its files, as the server says them: nothing but a key
 */
record Revision(String commit, Set<String> files) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

    /** Reads the hub's description of a model. */
    static Revision read(byte[] json) throws HubException {
        var described = ModelFiles.object("the hub's description of the model", json);
        var commit = described.path("sha").asText();
        if (!COMMIT.matcher(commit).matches()) {
            throw new HubException("the hub's description of the model: sha must be a commit in hexadecimal, is "
                    + ModelFiles.shown(commit));
        }
        var files = new HashSet<String>();
        for (var sibling : described.path("siblings")) {
            files.add(sibling.path("rfilename").asText());
        }
        return new Revision(commit, Set.copyOf(files));
    }
}
