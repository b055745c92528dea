package dev.windlass.runtime.codec;

import dev.windlass.core.cluster.ClusterName;
import dev.windlass.core.plan.StepId;
import dev.windlass.core.plan.UpgradeId;
import dev.windlass.core.report.Report;
import dev.windlass.core.report.Report.Said;
import dev.windlass.schemas.Claimed;
import dev.windlass.schemas.Ended;
import dev.windlass.schemas.HandedOver;
import dev.windlass.schemas.Progressed;

/** Reports. */
final class ReportMapping {
    private ReportMapping() {}

    static dev.windlass.schemas.Report wire(Report report) {
        return dev.windlass.schemas.Report.newBuilder()
                .setCluster(report.cluster().text())
                .setUpgrade(report.upgrade().text())
                .setStep(report.step().text())
                .setAttempt(report.attempt())
                .setToken(report.token())
                .setBy(report.by())
                .setSaid(said(report.said()))
                .build();
    }

    private static Object said(Said said) {
        return switch (said) {
            case Said.Claimed claimed -> new Claimed();
            case Said.Progressed progressed -> new Progressed(progressed.note(), progressed.output());
            case Said.Ended ended -> new Ended(OutcomeMapping.wire(ended.outcome()));
            case Said.HandedOver handedOver -> new HandedOver();
        };
    }

    static Report core(dev.windlass.schemas.Report report) {
        return new Report(
                new ClusterName(report.getCluster()),
                new UpgradeId(report.getUpgrade()),
                new StepId(report.getStep()),
                report.getAttempt(),
                report.getToken(),
                report.getBy(),
                core(report.getSaid()));
    }

    private static Said core(Object said) {
        return switch (said) {
            case Claimed claimed -> new Said.Claimed();
            case Progressed progressed -> new Said.Progressed(progressed.getNote(), progressed.getOutput());
            case Ended ended -> new Said.Ended(OutcomeMapping.core(ended.getOutcome()));
            case HandedOver handedOver -> new Said.HandedOver();
            default -> throw new UnknownValue(Said.class);
        };
    }
}
