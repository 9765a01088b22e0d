package ee.tasks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a user's source against this module, as javac does. */
final class SourceCompiler {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final String CLASS_PATH = locationOf(TaskQueue.class);

    private SourceCompiler() {}

    /** The first lines of javac's errors; none if it compiles. */
    static List<String> errorsIn(String className, String source) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Path output = temporaryDirectory();
        try (StandardJavaFileManager files = JAVAC.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<String> options =
                    List.of("--release", "17", "-proc:none", "-classpath", CLASS_PATH, "-d", output.toString());
            JAVAC.getTask(null, files, diagnostics, options, null, List.of(new Source(className, source)))
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(output.toFile());
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic ->
                        diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElseThrow())
                .toList();
    }

    private static String locationOf(Class<?> type) {
        return new File(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .getPath();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("typed-calls");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(File file) {
        File[] children = file.listFiles();
        if (children != null) {
            List.of(children).forEach(SourceCompiler::delete);
        }
        file.delete();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
