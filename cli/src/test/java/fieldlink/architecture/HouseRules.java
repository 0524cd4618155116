package fieldlink.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import fieldlink.architecture.House.Ring;
import fieldlink.architecture.House.Room;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The house rules as ArchUnit rules over any {@link House}, so that they can be tried on a broken one. */
final class HouseRules {
    /** What ring 1 and 2 may not touch: the outside world has to be handed to them as values. */
    private static final List<String> OUTSIDE_WORLD = List.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.net.http.",
            "java.nio.channels.",
            "java.nio.file.",
            "java.io.File",
            "java.io.RandomAccessFile",
            "java.lang.Thread",
            "java.lang.ProcessBuilder",
            "java.lang.System$Logger",
            "java.util.Timer",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ScheduledExecutor",
            "java.util.concurrent.ThreadPool",
            "java.util.concurrent.ForkJoin",
            "java.util.logging.",
            "java.sql.",
            "org.slf4j.",
            "org.freedesktop.",
            "org.bluez.");

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.lang.Math.random");

    private static final List<String> WEAK_ENDINGS =
            List.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Data", "Info");

    private static final Set<String> WEAK_PACKAGES =
            Set.of("util", "utils", "common", "core", "misc", "helper", "helpers", "manager", "impl", "service");

    private final House house;

    HouseRules(House house) {
        this.house = house;
    }

    ArchRule everyClassHasARoom() {
        return classes().should(satisfy("live in a listed room", (type, room) -> room != null));
    }

    ArchRule noPackageCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith(house.root() + ".")
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages under " + house.root();
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    ArchRule arrowsPointInwards() {
        return everyDependency("point inwards", (from, to) -> {
            Room here = house.rooms().get(from.getPackageName());
            Room there = house.rooms().get(to.getPackageName());
            boolean sameModule = here.module().equals(there.module());
            boolean outside = here.ring() == Ring.OUTSIDE;
            return outside || !sameModule || there.ring().compareTo(here.ring()) < 0;
        });
    }

    ArchRule librariesDoNotKnowTheOutside() {
        return everyDependency(
                "not point from a library to the command line",
                (from, to) -> ringOf(to) != Ring.OUTSIDE || ringOf(from) == Ring.OUTSIDE);
    }

    ArchRule simulatorsStayWithSimulators() {
        return everyDependency(
                "not reach into a simulator",
                (from, to) -> !isSimulator(to) || isSimulator(from) || ringOf(from) == Ring.OUTSIDE);
    }

    ArchRule pureRingsReadNoClock() {
        return classes().that(arePure()).should(new ArchCondition<>("read no clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String called = access.getTargetOwner().getName() + "." + access.getName();
                    if (CLOCKS.contains(called)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        });
    }

    ArchRule pureRingsTouchNothingOutside() {
        return noClasses().that(arePure()).should().dependOnClassesThat(named("the outside world", OUTSIDE_WORLD));
    }

    ArchRule technologiesStayInTheirRooms() {
        return classes().should(new ArchCondition<>("leave each technology to its room") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                    for (House.Technology technology : house.technologies()) {
                        if (technology.owns(arrow.getTargetClass().getName())
                                && !house.isIn(type.getPackageName(), technology.rooms())) {
                            events.add(SimpleConditionEvent.violated(type, arrow.getDescription()));
                        }
                    }
                }
            }
        });
    }

    ArchRule recordsHoldNoArrays() {
        return classes().that().areRecords().should(new ArchCondition<>("have no array component") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    if (field.getRawType().isArray() && !field.getModifiers().contains(JavaModifier.STATIC)) {
                        events.add(SimpleConditionEvent.violated(type, field.getFullName() + " is an array"));
                    }
                }
            }
        });
    }

    ArchRule namesSaySomething() {
        return classes()
                .should(satisfy(
                        "have a name from the domain",
                        (type, room) -> WEAK_ENDINGS.stream().noneMatch(type.getSimpleName()::endsWith)
                                && List.of(type.getPackageName().split("\\.")).stream()
                                        .noneMatch(WEAK_PACKAGES::contains)));
    }

    private DescribedPredicate<JavaClass> arePure() {
        return are(DescribedPredicate.describe("in ring 1 or 2", type -> {
            Ring ring = ringOf(type);
            return ring == Ring.VOCABULARY || ring == Ring.DECISIONS;
        }));
    }

    private Ring ringOf(JavaClass type) {
        Room room = house.rooms().get(type.getPackageName());
        return room == null ? Ring.OUTSIDE : room.ring();
    }

    private static boolean isSimulator(JavaClass type) {
        return type.getPackageName().endsWith(".sim") || type.getPackageName().contains(".sim.");
    }

    private static DescribedPredicate<JavaClass> named(String what, List<String> prefixes) {
        return DescribedPredicate.describe(what, type -> prefixes.stream().anyMatch(type.getName()::startsWith));
    }

    private ArchCondition<JavaClass> satisfy(String what, BiPredicate<JavaClass, Room> claim) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean holds = claim.test(type, house.rooms().get(type.getPackageName()));
                if (!holds && !type.getSimpleName().equals("module-info")) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + what));
                }
            }
        };
    }

    /** Over every arrow between two different rooms of the house. */
    private ArchRule everyDependency(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return classes().should(new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                    JavaClass from = arrow.getOriginClass();
                    JavaClass to = arrow.getTargetClass().getBaseComponentType();
                    boolean between = house.rooms().containsKey(from.getPackageName())
                            && house.rooms().containsKey(to.getPackageName())
                            && !from.getPackageName().equals(to.getPackageName());
                    if (between && !allowed.test(from, to)) {
                        events.add(SimpleConditionEvent.violated(type, arrow.getDescription()));
                    }
                }
            }
        });
    }
}
