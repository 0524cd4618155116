package fieldlink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import fieldlink.architecture.House.Ring;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md over every module; each is also shown to bite on a sample that breaks it. */
class ArchitectureTest {
    private static final House HOUSE = House.fieldlink();
    /** Read from the modules' own output and not from the class path, so that no module can be forgotten. */
    private static final JavaClasses CODE = new ClassFileImporter()
            .importPaths(Stream.of(
                            "ble-core",
                            "powerhub-protocol",
                            "ccm-actuator",
                            "iot-jobs/model",
                            "iot-jobs/store",
                            "iot-jobs/server",
                            "iot-jobs/agent",
                            "iot-jobs/robot",
                            "cli")
                    .map(module -> Path.of(System.getProperty("fieldlink.root"), module, "target", "classes"))
                    .toList());

    /** Samples beside this test that break every rule once. */
    private static final House BROKEN_HOUSE = new House.Builder("broken")
            .module("shop", Ring.VOCABULARY, "shop")
            .module("shop", Ring.DECISIONS, "shop.rules")
            .module("shop", Ring.ADAPTER, "shop.disk", "shop.sim")
            .module("till", Ring.SHELL, "till")
            .module("street", Ring.OUTSIDE, "street")
            .technology("files", List.of("java.nio.file."), "shop.disk")
            .build();

    private static final JavaClasses BROKEN_CODE = new ClassFileImporter().importPackages("broken");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(HouseRules::everyClassHasARoom, "broken.attic.Forgotten"),
                rule(HouseRules::noPackageCycles, "broken.shop.Goods"),
                rule(HouseRules::arrowsPointInwards, "broken.shop.Goods"),
                rule(HouseRules::librariesDoNotKnowTheOutside, "broken.street.Passer"),
                rule(HouseRules::simulatorsStayWithSimulators, "broken.shop.sim.Pretend"),
                rule(HouseRules::pureRingsReadNoClock, "java.time.Instant.now"),
                rule(HouseRules::pureRingsTouchNothingOutside, "java.nio.file.Path"),
                rule(HouseRules::technologiesStayInTheirRooms, "broken.shop.rules.Price"),
                rule(HouseRules::recordsHoldNoArrays, "broken.shop.Goods.bytes is an array"),
                rule(HouseRules::namesSaySomething, "broken.till.TillManager"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsInTheHouse(Function<HouseRules, ArchRule> rule) {
        rule.apply(new HouseRules(HOUSE)).check(CODE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bitesOnASampleThatBreaksIt(Function<HouseRules, ArchRule> rule, String culprit) {
        List<String> violations = rule.apply(new HouseRules(BROKEN_HOUSE))
                .evaluate(BROKEN_CODE)
                .getFailureReport()
                .getDetails();
        assertThat(String.join("\n", violations)).contains(culprit);
    }

    @Test
    void everyListedRoomIsLivedIn() {
        assertThat(HOUSE.rooms().keySet())
                .as("a rule about a room without classes would hold for nothing")
                .isEqualTo(CODE.stream()
                        .filter(type -> !type.getSimpleName().equals("module-info"))
                        .map(type -> type.getPackageName())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyTechnologyIsUsedInItsRoom() {
        for (House.Technology technology : HOUSE.technologies()) {
            assertThat(CODE.stream()
                            .filter(type -> HOUSE.isIn(type.getPackageName(), technology.rooms()))
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .map(arrow -> arrow.getTargetClass().getName()))
                    .as(technology.name())
                    .anyMatch(technology::owns);
        }
    }

    private static Arguments rule(Function<HouseRules, ArchRule> rule, String culprit) {
        return Arguments.of(rule, culprit);
    }
}
