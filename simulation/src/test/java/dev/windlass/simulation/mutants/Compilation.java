package dev.windlass.simulation.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles single source files in memory, against the class path of the tests. Thread-safe: one at a time. */
final class Compilation implements AutoCloseable {
    private static final String SOURCES = "src/main/java/";

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** A mutant's classes by name, as bytes. @throws ProductMovedOn when its edit does not fit any more */
    SortedMap<String, byte[]> of(Mutant mutant) {
        var from = mutant.file().indexOf(SOURCES);
        if (from < 0) {
            throw new IllegalArgumentException(
                    mutant.name() + " edits what is no source of the product: " + mutant.file());
        }
        return of(mutant.file().substring(from + SOURCES.length()), mutant.edited());
    }

    /** @param path such as dev/windlass/core/plan/Path.java */
    synchronized SortedMap<String, byte[]> of(String path, String source) {
        var memory = new Memory(files);
        var words = new StringWriter();
        var options = List.of("-proc:none", "-implicit:none", "-nowarn", "-parameters", "-g");
        var done = compiler.getTask(words, memory, null, options, null, List.of(new Source(path, source)))
                .call();
        if (!done) {
            throw new IllegalArgumentException("does not compile: " + words);
        }
        return memory.classes();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String className) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /** Keeps what is compiled instead of writing it. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final SortedMap<String, Output> outputs = new TreeMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location where, String className, Kind kind, FileObject sibling) {
            return outputs.computeIfAbsent(className, Output::new);
        }

        SortedMap<String, byte[]> classes() {
            var classes = new TreeMap<String, byte[]>();
            outputs.forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
            return classes;
        }
    }
}
