package dev.windlass.simulation.scenario.file;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML in which every value is the text that stands there: a commit such as 0123456 is no octal number, and no is not false. */
final class PlainText {
    private static final int WIDTH = 150;

    private PlainText() {}

    /** One for each use: it is not thread-safe. */
    static Yaml yaml() {
        var reading = new LoaderOptions();
        reading.setAllowDuplicateKeys(false);
        reading.setMaxAliasesForCollections(0);
        var writing = new DumperOptions();
        writing.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
        writing.setWidth(WIDTH);
        writing.setSplitLines(false);
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading, new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                // None: a plain word is a text.
            }
        });
    }
}
