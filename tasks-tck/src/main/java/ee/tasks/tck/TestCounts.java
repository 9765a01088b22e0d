package ee.tasks.tck;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Counts the outcomes of the tests of one class. Only the tier's own tests count. One that was filtered, disabled or overridden did not
 * run, and stays left out. A step that tests are written in must not be overridden either. Thread-safe.
 */
final class TestCounts {

    /** The tests that asked for an optional part. */
    static final class Part {

        private int passed;
        private int notPromised;

        int passed() {
            return passed;
        }

        int notPromised() {
            return notPromised;
        }
    }

    private final Class<?> testClass;
    private final SortedSet<String> leftOut = new TreeSet<>();
    private final SortedSet<String> replacedSteps = new TreeSet<>();
    private final SortedSet<String> failures = new TreeSet<>();
    private final SortedSet<String> skipped = new TreeSet<>();
    private final Map<String, Part> parts = new TreeMap<>();
    private String tier = "";
    private Subject subject;
    /** Set after the first test; {@code null} before. */
    private Set<String> promises;

    private boolean promisesChanged;
    private int requiredPassed;
    private int requiredFailed;
    private int requiredSkipped;
    private int optionalFailed;

    TestCounts(Class<?> testClass) {
        this.testClass = testClass;
        subject = Subject.of(testClass.getSimpleName(), "");
        Set<Method> methods = methods(testClass);
        Set<Method> ours = methods.stream()
                .filter(method -> isOurs(method.getDeclaringClass()))
                .collect(Collectors.toSet());
        ours.stream().filter(TestCounts::isTest).forEach(test -> leftOut.add(name(test)));
        Set<String> offered = signatures(
                ours, method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()));
        Set<String> theirs = signatures(methods, method -> !isOurs(method.getDeclaringClass()));
        ours.stream()
                .filter(TestCounts::isStep)
                .filter(step -> theirs.contains(signature(step)) && !offered.contains(signature(step)))
                .forEach(step -> replacedSteps.add(name(step)));
    }

    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    /** A public method that the tests call, and that no test class has to override: the types that do not show it are not public. */
    private static boolean isStep(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPublic(method.getDeclaringClass().getModifiers())
                && !isTest(method);
    }

    /** Of the class and all that it extends and implements. */
    private static Set<Method> methods(Class<?> type) {
        Set<Method> methods = new HashSet<>(Set.of(type.getDeclaredMethods()));
        if (type.getSuperclass() != null) {
            methods.addAll(methods(type.getSuperclass()));
        }
        for (Class<?> each : type.getInterfaces()) {
            methods.addAll(methods(each));
        }
        return methods;
    }

    private static Set<String> signatures(Collection<Method> methods, Predicate<Method> which) {
        return methods.stream().filter(which).map(TestCounts::signature).collect(Collectors.toSet());
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(TestCounts.class.getPackageName());
    }

    private static String name(Method test) {
        return test.getDeclaringClass().getSimpleName() + "." + test.getName();
    }

    synchronized boolean isAboutNobody() {
        return tier.isEmpty();
    }

    synchronized void isAbout(String tierOfIt, Subject whom) {
        tier = tierOfIt;
        subject = whom;
    }

    synchronized void promised(Set<String> now) {
        if (promises == null) {
            promises = Set.copyOf(now);
        }
        promisesChanged |= !promises.equals(now);
    }

    synchronized void passed(Method test, Needed needed) {
        if (hasRun(test)) {
            requiredPassed += needed.parts().isEmpty() ? 1 : 0;
            needed.parts().forEach(part -> part(part).passed++);
        }
    }

    synchronized void failed(Method test, Needed needed) {
        if (hasRun(test)) {
            failures.add(name(test));
            if (needed.parts().isEmpty()) {
                requiredFailed++;
            } else {
                optionalFailed++;
            }
        }
    }

    synchronized void aborted(Method test, Needed needed) {
        if (hasRun(test)) {
            if (needed.missing() != null) {
                part(needed.missing()).notPromised++;
            } else {
                skipped.add(name(test));
                requiredSkipped++;
            }
        }
    }

    private boolean hasRun(Method test) {
        leftOut.remove(isOurs(test.getDeclaringClass()) ? name(test) : "");
        return isOurs(test.getDeclaringClass());
    }

    private Part part(String name) {
        return parts.computeIfAbsent(name, missing -> new Part());
    }

    Class<?> testClass() {
        return testClass;
    }

    synchronized String tier() {
        return tier;
    }

    synchronized Subject subject() {
        return subject;
    }

    /** Those of the first test. */
    synchronized SortedSet<String> promises() {
        return promises == null ? new TreeSet<>() : new TreeSet<>(promises);
    }

    synchronized boolean promisesChanged() {
        return promisesChanged;
    }

    synchronized int requiredPassed() {
        return requiredPassed;
    }

    synchronized int requiredFailed() {
        return requiredFailed;
    }

    synchronized int requiredSkipped() {
        return requiredSkipped;
    }

    synchronized int optionalFailed() {
        return optionalFailed;
    }

    /** By name. */
    synchronized Map<String, Part> parts() {
        return new TreeMap<>(parts);
    }

    synchronized SortedSet<String> failures() {
        return new TreeSet<>(failures);
    }

    /** For other reasons than an optional part that is not promised. */
    synchronized SortedSet<String> skipped() {
        return new TreeSet<>(skipped);
    }

    /** Those that did not run at all. */
    synchronized SortedSet<String> leftOut() {
        return new TreeSet<>(leftOut);
    }

    /** Those that the test class overrides. */
    synchronized SortedSet<String> replacedSteps() {
        return new TreeSet<>(replacedSteps);
    }
}
