package dev.rapport.planted.yamled.scoring.view;

import org.snakeyaml.engine.v2.nodes.Node;

/** R3: YAML outside of the package that reads it. */
public record Setting(Node node) {}
