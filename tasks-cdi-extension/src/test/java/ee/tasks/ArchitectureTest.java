package ee.tasks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(
        packages = "ee.tasks",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoContractSuites.class})
class ArchitectureTest {

    /** They come in the test jar of the API. */
    static final class NoContractSuites implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/ee/tasks/contract/");
        }
    }

    @ArchTest
    static final ArchRule roomsKnowOnlyWhatIsBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("ee.tasks", "ee.tasks.event", "ee.tasks.function", "ee.tasks.schedule")
            .layer("spi")
            .definedBy("ee.tasks.spi")
            .layer("text")
            .definedBy("ee.tasks.text")
            .layer("config")
            .definedBy("ee.tasks.config")
            .layer("json")
            .definedBy("ee.tasks.core.json")
            .layer("schedule")
            .definedBy("ee.tasks.core.schedule")
            .layer("core")
            .definedBy("ee.tasks.core")
            .layer("log")
            .definedBy("ee.tasks.log")
            .layer("worker")
            .definedBy("ee.tasks.worker")
            .layer("backend")
            .definedBy("ee.tasks.backend..")
            .layer("cdi")
            .definedBy("ee.tasks.cdi")
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("cdi")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("backend")
            .mayOnlyBeAccessedByLayers("cdi")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("cdi", "backend")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("cdi", "backend")
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers("cdi", "core", "worker")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("core", "worker", "backend", "cdi")
            .whereLayer("json")
            .mayOnlyBeAccessedByLayers("cdi", "core")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("cdi")
            .whereLayer("spi")
            .mayOnlyBeAccessedByLayers("json", "schedule", "core", "worker", "backend", "cdi");

    @ArchTest
    static final ArchRule cdiStaysAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages("ee.tasks.cdi", "ee.tasks", "ee.tasks.spi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "jakarta.transaction..", "javax.naming..");

    @ArchTest
    static final ArchRule theWorkerKnowsNoDatabase = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule oneClassReadsTheConfiguration = classes()
            .that()
            .haveSimpleNameNotStartingWith("TasksConfig")
            .and()
            .haveSimpleNameNotStartingWith("TasksExtension")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.eclipse.microprofile.config..");
}
