package ee.tasks.engine.worker.simulation;

import ee.tasks.OnFailure;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Those who enqueue and cancel, who deploy and undeploy, and who pull cables. */
final class Outside extends Actor {

    private final Scenario scenario;
    private final World world;
    private final RandomGenerator random;
    private int toEnqueue;
    private int enqueued;

    Outside(Scenario scenario, RandomGenerator random) {
        super(null, "outside", 0);
        this.scenario = scenario;
        this.random = random;
        world = scenario.world;
        toEnqueue = 3 + random.nextInt(8);
    }

    /** Something is still to be enqueued. */
    boolean isBusy() {
        return toEnqueue > 0;
    }

    @Override
    void step() {
        if (scenario.faults.isCalm()) {
            while (toEnqueue > 0) {
                enqueue();
            }
            at = NEVER;
            return;
        }
        if (toEnqueue > 0 && random.nextInt(3) > 0) {
            int batch = 1 + random.nextInt(toEnqueue);
            for (int n = 0; n < batch; n++) {
                enqueue();
            }
        } else {
            interfere();
        }
        at = world.now() + random.nextLong(scenario.lease * 2 / 3);
    }

    private void enqueue() {
        Script script = Script.random(random, scenario.lease);
        List<String> known = scenario.ledger.ids();
        List<String> dependsOn = !known.isEmpty() && random.nextInt(6) == 0
                ? List.of(known.get(random.nextInt(known.size())))
                : List.of();
        String orderKey = random.nextInt(4) == 0 ? "k" + random.nextInt(2) : null;
        toEnqueue--;
        scenario.ledger.insert(
                new TaskRequest(
                        "t" + ++enqueued,
                        script.task(),
                        "default",
                        "default",
                        orderKey == null ? random.nextInt(3) : 0,
                        "[]",
                        1,
                        null,
                        random.nextInt(8) == 0 ? Duration.ofNanos(random.nextLong(scenario.lease)) : null,
                        null,
                        null,
                        dependsOn,
                        List.of(),
                        random.nextBoolean(),
                        script.rerunIfLost(),
                        null,
                        Set.of(),
                        null,
                        List.of(),
                        orderKey,
                        orderKey == null ? null : OnFailure.CONTINUE,
                        random.nextInt(8) == 0 ? Duration.ofNanos(1_000 + random.nextLong(2 * scenario.lease)) : null),
                script);
        List<Machine> working = scenario.working();
        if (!working.isEmpty() && random.nextBoolean()) {
            one(working).wake();
        }
    }

    private void interfere() {
        List<Machine> working = scenario.working();
        int draw = random.nextInt(100);
        if (draw < 15) {
            List<String> ids = scenario.ledger.ids();
            if (!ids.isEmpty()) {
                scenario.ledger.cancel(ids.get(random.nextInt(ids.size())));
            }
        } else if (draw < 25) {
            scenario.storeAway(random.nextLong(scenario.lease * 3 / 2));
        } else if (!working.isEmpty()) {
            interfere(one(working), draw);
        }
    }

    private void interfere(Machine machine, int draw) {
        if (draw < 45) {
            machine.cut(random.nextLong(scenario.lease * 2));
        } else if (draw < 65) {
            machine.freeze(scenario.faults.freeze());
        } else if (draw < 80) {
            machine.crash();
        } else {
            world.add(new Stop(machine, random.nextInt(4) == 0));
        }
    }

    private Machine one(List<Machine> machines) {
        return machines.get(random.nextInt(machines.size()));
    }

    /** Stops a machine: as a rule when none of its steps is under way, since those wait until it has stopped. */
    private static final class Stop extends Actor {

        private final boolean atOnce;

        Stop(Machine machine, boolean atOnce) {
            super(machine, "stop", machine.world.now());
            this.atOnce = atOnce;
        }

        @Override
        long due(long now) {
            return atOnce || !machine.world.isOnStack(machine) ? at : NEVER;
        }

        @Override
        void step() {
            at = NEVER;
            if (machine.isWorking()) {
                machine.stop();
            }
        }
    }
}
