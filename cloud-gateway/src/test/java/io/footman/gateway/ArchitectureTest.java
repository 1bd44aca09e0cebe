package io.footman.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.footman.gateway.webhook.RawWebhook;
import io.footman.gateway.webhook.VerifiedWebhook;
import io.footman.gateway.webhook.WebhookPublisher;

/** The structure rules of the gateway. */
@AnalyzeClasses(
        packages = "io.footman.gateway",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WrittenByHand.class})
class ArchitectureTest {
    /** Leaves out what Micronaut generates at compile time. */
    static final class WrittenByHand implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/$");
        }
    }

    @ArchTest
    static final ArchRule knowsNothingOfTheAgent =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.footman.agent..");

    @ArchTest
    static final ArchRule theGateKnowsNoServerAndNoBroker = noClasses()
            .that()
            .resideInAPackage("..gateway.webhook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "io.netty..", "com.hivemq..", "com.microsoft..", "org.apache..");

    @ArchTest
    static final ArchRule onlyTheMqttPackageAndTheBrokersRightsKnowMqtt = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.mqtt..", "..gateway.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hivemq..");

    @ArchTest
    static final ArchRule onlyTheAzurePackageKnowsAzure = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.azure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.microsoft..", "io.micronaut.azure..", "io.micronaut.servlet..");

    @ArchTest
    static final ArchRule onlyTheBrokerPackageKnowsArtemis = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.activemq..");

    @ArchTest
    static final ArchRule theAzureAdapterNeedsNeitherBrokerNorNetty = noClasses()
            .that()
            .resideInAnyPackage("..gateway.azure..", "..gateway.webhook..", "..gateway.mqtt..", "..gateway.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.broker..", "io.micronaut.http.server.netty..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.footman.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePublisherTakesNothingUnverified = methods()
            .that()
            .areDeclaredIn(WebhookPublisher.class)
            .should()
            .haveRawParameterTypes(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "a verified webhook first and no raw one",
                    types -> types.get(0).isEquivalentTo(VerifiedWebhook.class)
                            && types.stream().noneMatch(type -> type.isEquivalentTo(RawWebhook.class))));

    @ArchTest
    static final ArchRule verifiedWebhooksAreMadeByTheVerifierOnly = noConstructors()
            .that()
            .areDeclaredIn(VerifiedWebhook.class)
            .should()
            .bePublic();

    @ArchTest
    static final ArchRule beansAreInjectedThroughConstructors = fields().should()
            .notBeAnnotatedWith("jakarta.inject.Inject")
            .andShould()
            .notBeAnnotatedWith("io.micronaut.context.annotation.Value");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date");

    @ArchTest
    static final ArchRule theEnvironmentIsReadAtTheEntranceOnly = noClasses()
            .that()
            .doNotHaveSimpleName("GatewayApplication")
            .and()
            .doNotHaveSimpleName("LogConfigurator")
            .and()
            .resideOutsideOfPackage("..gateway.azure..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);
}
