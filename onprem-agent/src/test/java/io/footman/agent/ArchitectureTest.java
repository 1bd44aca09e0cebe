package io.footman.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;

/** The structure rules of the agent: one direction through the rooms, destinations behind their contract. */
@AnalyzeClasses(packages = "io.footman.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String AGENT = "io.footman.agent.";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.footman.agent.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule modelKnowsNoRoom = noClasses()
            .that()
            .resideInAPackage(AGENT + "model..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.footman.agent..").and(not(resideInAPackage(AGENT + "model.."))));

    @ArchTest
    static final ArchRule intakeKnowsOnlyTheJournal =
            mayNotKnow("intake", "enrich", "route", "deliver", "destination").allowEmptyShould(true);

    @ArchTest
    static final ArchRule journalKnowsNoRoom =
            mayNotKnow("journal", "intake", "enrich", "route", "deliver", "destination", "qlik", "config", "corridor");

    @ArchTest
    static final ArchRule enrichKnowsNoNeighbour = mayNotKnow("enrich", "intake", "route", "deliver", "destination");

    @ArchTest
    static final ArchRule routeKnowsNoNeighbour = mayNotKnow("route", "intake", "enrich", "deliver", "qlik");

    @ArchTest
    static final ArchRule deliverKnowsNoNeighbour = mayNotKnow("deliver", "intake", "enrich", "route", "qlik");

    @ArchTest
    static final ArchRule destinationsKnowOnlyTheContract = mayNotKnow(
            "destination", "intake", "journal", "enrich", "route", "deliver", "qlik", "config", "corridor", "command");

    @ArchTest
    static final ArchRule lanesKnowNoDriver = noClasses()
            .that()
            .resideOutsideOfPackage(AGENT + "destination..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(
                    AGENT + "destination.[slack|teams|email|webhook|mqtt|influxdb|newrelic|signl4|scriptlog]..");

    @ArchTest
    static final ArchRule qlikClientsKnowNoRoom =
            mayNotKnow("qlik", "intake", "journal", "enrich", "route", "deliver", "destination", "config", "corridor");

    @ArchTest
    static final ArchRule onlyConfigAsksTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage(AGENT + "config..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackage(AGENT + "time..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields().should().beAnnotatedWith("jakarta.inject.Inject");

    @ArchTest
    static final ArchRule modernTimeOnly =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Calendar");

    @ArchTest
    static final ArchRule gatewayAndAgentDoNotKnowEachOther =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.footman.gateway..");

    @ArchTest
    static final ArchRule onlyTheStartHasAMainMethod =
            classes().that().haveSimpleNameEndingWith("Application").should().resideInAPackage("io.footman.agent");

    private static ArchRule mayNotKnow(String room, String... others) {
        String[] packages =
                Arrays.stream(others).map(other -> AGENT + other + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(AGENT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
