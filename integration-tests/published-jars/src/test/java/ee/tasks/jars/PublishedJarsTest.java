package ee.tasks.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PublishedJarsTest {

    private static final int JAVA_17 = 61;

    @ParameterizedTest
    @EnumSource
    void allOfItIsOurs(Library library) {
        assertThat(Library.entries(library.jar()))
                .allMatch(
                        path -> path.matches(
                                "ee/tasks/.+\\.class|META-INF/(MANIFEST\\.MF|LICENSE|(beans|web-fragment)\\.xml|(services|ee-tasks|maven/ee\\.tasks)/.+)"));
    }

    @ParameterizedTest
    @EnumSource
    void itsClassesAreForJava17(Library library) {
        assertThat(library.classFiles()).isNotEmpty().allSatisfy((path, bytes) -> assertThat(
                        (bytes[6] & 0xff) << 8 | bytes[7] & 0xff)
                .as(path)
                .isEqualTo(JAVA_17));
    }

    @ParameterizedTest
    @EnumSource
    void itSaysItsModuleNameAndItsLicence(Library library) {
        Attributes attributes = library.manifest().getMainAttributes();
        assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo(library.moduleName);
        assertThat(attributes.getValue("Bundle-License")).isEqualTo("Apache-2.0");
    }

    /** WildFly warns of each jar that a manifest names and a deployment does not have (WFLYSRV0059). */
    @ParameterizedTest
    @EnumSource
    void itNamesNoJarInItsManifest(Library library) {
        assertThat(library.manifest().getMainAttributes().getValue("Class-Path"))
                .isNull();
    }

    /** A test dependency brings what its suites are run by. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCK")
    void itBringsNothingButOurs(Library library) {
        assertThat(library.groupsOfWhatItBrings()).allMatch(group -> group.equals("ee.tasks"));
    }

    @Test
    void theTckBringsItsOwnDependencies() {
        assertThat(Library.TCK.groupsOfWhatItBrings())
                .containsExactlyInAnyOrder("ee.tasks", "org.junit.jupiter", "org.junit.platform", "org.assertj");
    }

    @ParameterizedTest
    @EnumSource
    void theLicenceStandsInEachJar(Library library) {
        assertThat(Library.entries(library.jar())).contains("META-INF/LICENSE");
        assertThat(Library.entries(library.sources())).contains("META-INF/LICENSE");
    }

    @ParameterizedTest
    @EnumSource
    void eachClassHasItsSource(Library library) {
        assertThat(Library.entries(library.sources()))
                .containsAll(library.classFiles().keySet().stream()
                        .map(path -> path.replaceFirst("(\\$.*)?\\.class$", ".java"))
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"API", "TCK", "EJB_TIMER_BRIDGE"})
    void javadocOfPublicPackagesAloneStandsBesideIt(Library library) throws IOException {
        assertThat(Library.entries(library.javadoc())).contains("index.html");
        assertThat(library.packagesOfJavadoc()).isNotEmpty().isSubsetOf(ArchitectureTest.PUBLIC);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"API", "TCK", "EJB_TIMER_BRIDGE"})
    void whatIsInternalHasNoJavadoc(Library library) {
        assertThat(library.javadoc()).doesNotExist();
    }

    @Test
    void noPackageIsSplitBetweenJars() {
        Map<String, Library> owners = new HashMap<>();
        for (Library library : Library.values()) {
            for (String path : library.classFiles().keySet()) {
                assertThat(owners.merge(path.substring(0, path.lastIndexOf('/')), library, (first, later) -> first))
                        .as(path)
                        .isEqualTo(library);
            }
        }
    }
}
