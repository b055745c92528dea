package dev.windlass.cli;

import tools.jackson.databind.JsonNode;

/** Histories for tests: upgrade bar1-u1 of cluster bar1, one control plane and one worker. */
final class Script {
    static final String CLUSTER = "/api/v1/clusters/bar1";
    static final String PLAN = CLUSTER + "/plan";

    private Script() {}

    static String id(JsonNode request) {
        return request.path("id").stringValue("");
    }

    static String event(int sequence, String type, String fields, String words) {
        return "{'cluster':'bar1','sequence':%d,'at':'2026-11-24T03:04:%02dZ','type':'%s','upgrade':'bar1-u1'%s,'words':'%s'}"
                .formatted(sequence, sequence % 60, type, fields.isEmpty() ? "" : "," + fields, words);
    }

    static String refused(int sequence, String request, String reason) {
        return ("{'cluster':'bar1','sequence':%d,'at':'2026-11-24T03:04:00Z','type':'RequestRefused','request':'%s',"
                        + "'reason':'%s','hint':'wait for it','words':'request refused'}")
                .formatted(sequence, request, reason);
    }

    /** Accepted, planned, and some steps; event 10 is the next. */
    static void begins(FakePlanner planner, JsonNode request) {
        planner.event(
                event(1, "UpgradeAccepted", "'request':'" + id(request) + "'", "upgrade to v1.20.2 accepted: a test"));
        planner.event(
                event(2, "StepScheduled", "'step':'i000','action':'inspect-cluster'", "inspect cluster: to be done"));
        planner.event(event(3, "PlanMade", "'steps':29", "plan made: v1.19.9 to v1.20.2 in 1 hop, 29 steps"));
        planner.event(event(4, "StepStarted", "'step':'s009','node':'bar1-cp1'", "cordon: begun"));
        planner.event(event(5, "StepSucceeded", "'step':'s009','node':'bar1-cp1'", "cordon: done"));
        planner.event(event(6, "StepStarted", "'step':'s010','node':'bar1-cp1'", "drain: begun"));
        var blocked = "'step':'s010','node':'bar1-cp1','note':'budget default/web allows no disruption'";
        planner.event(event(7, "StepProgressed", blocked, "drain: budget default/web allows no disruption"));
        planner.event(event(8, "StepProgressed", blocked, "drain: budget default/web allows no disruption"));
        planner.event(event(
                9,
                "StepFailed",
                "'step':'s010','node':'bar1-cp1','kind':'drain-blocked','message':'too long','retryable':true",
                "drain: attempt 1 failed: too long; tried again at 2026-11-24T03:04:15Z"));
    }

    static void ends(FakePlanner planner, String type, String status, String words) {
        planner.answers(CLUSTER, status(10, status, true, words));
        planner.event(event(10, type, "'summary':'" + words + "'", words));
    }

    /** An upgrade from the request to this end. */
    static FakePlanner ending(FakePlanner planner, String type, String status, String words) {
        planner.answers(CLUSTER, status(0, "none", true, "no upgrade so far")).answers(PLAN, plan());
        return planner.on((self, request) -> {
            self.answers(CLUSTER, status(9, "running", false, "upgrade bar1-u1 to v1.20.2 is running"));
            begins(self, request);
            ends(self, type, status, words);
        });
    }

    static String status(int sequence, String status, boolean ended, String words) {
        var upgrade = status.equals("none")
                ? ""
                : ",'upgrade':{'id':'bar1-u1','target':'v1.20.2','request':'r-1','stepsDone':9,'steps':29}"
                        + ",'nodes':[{'node':'bar1-cp1','role':'control plane','version':'v1.19.9','step':'drain','state':'working',"
                        + "'since':'2026-11-24T03:03:48Z','note':'budget default/web allows no disruption'},"
                        + "{'node':'bar1-w1','role':'worker','version':'v1.19.9','state':'pending'}]";
        var waits = ended
                ? "[]"
                : "['drain bar1-cp1: attempt 1, at it since 1 min: budget default/web allows no disruption']";
        return ("{'cluster':'bar1','labels':{'env':'test'},'sequence':%d,'status':'%s','ended':%s,'headline':'%s',"
                        + "'waits':%s,'next':['windlass watch bar1']%s}")
                .formatted(sequence, status, ended, words, waits, upgrade);
    }

    static String plan() {
        return "{'cluster':'bar1','upgrade':'bar1-u1','digest':'d1','from':'v1.19.9','target':'v1.20.2',"
                + "'hops':[{'number':1,'from':'v1.19.9','to':'v1.20.2','revisions':{'bar1-cp1':'1.20.2-1.1','bar1-w1':'1.20.2-1.1'}}],"
                + "'nodes':[{'node':'bar1-cp1','role':'control plane','kubelet':'v1.19.9'},"
                + "{'node':'bar1-w1','role':'worker','kubelet':'v1.19.9'}],"
                + "'steps':[{'id':'s001','hop':1,'phase':'check','action':'check-cluster'},"
                + step("s002", "first control plane", "bar1-cp1", "save-configuration")
                + step("s003", "first control plane", "bar1-cp1", "install-kubeadm")
                + step("s004", "first control plane", "bar1-cp1", "kubeadm-upgrade-apply")
                + step("s005", "workers", "bar1-w1", "cordon")
                + step("s006", "workers", "bar1-w1", "drain")
                + "{'id':'s007','hop':1,'phase':'close','action':'validate-cluster'}],"
                + "'warnings':['there is one control plane']}";
    }

    private static String step(String id, String phase, String node, String action) {
        return "{'id':'%s','hop':1,'phase':'%s','node':'%s','action':'%s'},".formatted(id, phase, node, action);
    }
}
