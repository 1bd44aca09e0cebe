package io.footman.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The structure rules for what gateway and agent share. */
@AnalyzeClasses(packages = "io.footman.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNoTransportDatabaseOrCloud = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut..",
                    "com.hivemq..",
                    "org.eclipse.paho..",
                    "org.apache..",
                    "io.netty..",
                    "java.net.http..",
                    "java.sql..",
                    "javax.sql..",
                    "com.microsoft..",
                    "com.azure..",
                    "io.footman.gateway..",
                    "io.footman.agent..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.footman.model.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule usesModernTime =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date");

    @ArchTest
    static final ArchRule readsTheEnvironmentNowhere = noClasses()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule eventsDependOnNothingElseOfFootman = classes()
            .that()
            .resideInAPackage("..model.cloud..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..model.cloud..", "java..", "com.fasterxml.jackson..", "org.jspecify..");
}
