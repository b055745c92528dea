package dev.windlass.planner;

import dev.windlass.service.ServiceMain;

/** The planner as a process of its own. */
public final class PlannerApplication {
    private PlannerApplication() {}

    public static void main(String[] arguments) {
        System.exit(ServiceMain.run("planner", arguments, PlannerService::start));
    }
}
