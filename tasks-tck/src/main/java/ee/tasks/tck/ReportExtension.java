package ee.tasks.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the tests of a class and writes its report. */
final class ReportExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, TestWatcher, AfterAllCallback {

    /** JUnit's configuration parameter, or system property, that names another directory for the reports. */
    static final String DIRECTORY = "ee.tasks.tck.reports";

    private static final Namespace NAMESPACE = Namespace.create(ReportExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOfATier(context)) {
            context.getStore(NAMESPACE).put(TestCounts.class, new TestCounts(context.getRequiredTestClass()));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (isOfATier(context)) {
            Needed.take();
            TestCounts counts = counts(context);
            if (counts.isAboutNobody()) {
                Tier tier = (Tier) context.getRequiredTestInstance();
                counts.isAbout(tier.tier(), tier.subject());
                Report report = new Report(counts, false);
                write(context, report.fileName(), report.textBeforeItHasRun());
            }
        }
    }

    /** Before the subject is stopped. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (isOfATier(context)) {
            counts(context).promised(((Tier) context.getRequiredTestInstance()).promises());
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        if (isOfATier(context)) {
            counts(context).passed(context.getRequiredTestMethod(), Needed.take());
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        if (isOfATier(context)) {
            counts(context).failed(context.getRequiredTestMethod(), Needed.take());
        }
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        if (isOfATier(context)) {
            counts(context).aborted(context.getRequiredTestMethod(), Needed.take());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isOfATier(context)) {
            Report report =
                    new Report(counts(context), context.getExecutionException().isPresent());
            write(context, report.fileName(), report.text());
        }
    }

    private static void write(ExtensionContext context, String file, String text) {
        Path directory = Path.of(context.getConfigurationParameter(DIRECTORY).orElse("target/ee-tasks-tck"));
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("the report of the TCK", e);
        }
    }

    /** Not so a nested class, which inherits this extension. */
    private static boolean isOfATier(ExtensionContext context) {
        return Tier.class.isAssignableFrom(context.getRequiredTestClass());
    }

    private static TestCounts counts(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TestCounts.class, TestCounts.class);
    }
}
