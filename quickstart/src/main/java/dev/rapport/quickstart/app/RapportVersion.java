package dev.rapport.quickstart.app;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class RapportVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = RapportVersion.class.getPackage().getImplementationVersion();
        return new String[] {"rapport " + (version == null ? "(not packaged)" : version)};
    }
}
