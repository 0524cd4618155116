package fieldlink.cli.gateway.panel;

import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.CallRequest;
import fieldlink.jobs.robot.RobotClient;
import fieldlink.jobs.robot.RobotCommand;
import fieldlink.jobs.robot.Role;
import fieldlink.jobs.robot.host.RobotHost;
import fieldlink.jobs.robot.rules.Seats.Seat;
import fieldlink.jobs.robot.rules.Seats.Wish;
import fieldlink.jobs.server.Panel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Those who drive the robot from the dashboard, and how a command gets there from one who does not. */
final class RobotSeats {
    private final Map<String, Driver> drivers = new ConcurrentHashMap<>();
    private final Duration patience;

    RobotSeats(Duration patience) {
        this.patience = patience;
    }

    /** An operator in the robot's room. What the room tells him, the panel's own observer shows to everybody. */
    private static final class Driver implements RobotClient {
        private final String who;
        private volatile boolean drives = true;

        Driver(String who) {
            this.who = who;
        }

        @Override
        public Account account() {
            return new Account(who, Role.ADMIN);
        }

        @Override
        public String identity() {
            return who;
        }

        @Override
        public boolean push(String event, List<JsonNode> arguments) {
            if (event.equals("seat")) {
                drives = false; // somebody else took over
            }
            return true;
        }

        @Override
        public void close() {
            drives = false;
        }
    }

    /** On this thread and behind nothing; returns when the robot is at rest. */
    ObjectNode emergency(RobotHost host, String who) throws TimeoutException, InterruptedException {
        return ask(answer -> host.emergencyStop(new Driver(who), "dashboard", answer));
    }

    Outcome takeOver(RobotHost host, String who) throws TimeoutException, InterruptedException {
        Driver driver = new Driver(who);
        Seat seat = ask(answer -> host.join(driver, Wish.TAKE_OVER, answer));
        drivers.put(who, driver);
        return Actions.done(Actions.object().put("seat", seat.name()));
    }

    Outcome release(RobotHost host, String who) throws TimeoutException, InterruptedException {
        Driver driver = drivers.remove(who);
        if (driver == null || !driver.drives) {
            return new Outcome.Refused("somebody else drives the robot, or nobody");
        }
        giveBack(host, driver);
        return Actions.done(Actions.object());
    }

    /** A driver's command; or one of somebody who takes the seat for it when it is free, and gives it back. */
    ObjectNode submit(RobotHost host, String who, RobotCommand command) throws TimeoutException, InterruptedException {
        Driver driver = drivers.get(who);
        if (driver != null && driver.drives) {
            return ask(answer -> host.submit(driver, command, answer));
        }
        Driver visitor = new Driver(who);
        Seat seat = ask(answer -> host.join(visitor, Wish.OPERATE, answer));
        if (seat == Seat.REFUSED) {
            throw new IllegalStateException("somebody else drives the robot; take over first");
        }
        try {
            return ask(answer -> host.submit(visitor, command, answer));
        } finally {
            giveBack(host, visitor);
        }
    }

    void call(RobotHost host, String who, CallRequest call, Consumer<ObjectNode> answer) {
        Driver driver = drivers.get(who);
        if (driver != null && driver.drives) {
            host.submit(driver, new RobotCommand.Call(call), answer);
        } else {
            host.call(who, call, answer);
        }
    }

    /** Nobody looks any more: the seats are left as by clients that hang up. */
    void leave(RobotHost host) {
        drivers.values().forEach(host::leave);
        drivers.clear();
    }

    /** Released before it is left: one who leaves while driving has the robot stopped. */
    private void giveBack(RobotHost host, Driver driver) throws TimeoutException, InterruptedException {
        this.<ObjectNode>ask(answer -> host.submit(driver, new RobotCommand.Release(), answer));
        host.leave(driver);
    }

    private interface Question<T> {
        void put(Consumer<T> answer);
    }

    private <T> T ask(Question<T> question) throws TimeoutException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.put(answer::complete);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
