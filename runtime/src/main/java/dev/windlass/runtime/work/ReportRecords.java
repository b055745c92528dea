package dev.windlass.runtime.work;

import dev.windlass.clockwork.Clockwork;
import dev.windlass.core.report.Report;
import dev.windlass.runtime.codec.Codecs;
import dev.windlass.runtime.topics.EventHeaders;
import dev.windlass.runtime.topics.Home;
import dev.windlass.runtime.topics.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reports, ready to be sent to the partition of their cluster. */
record ReportRecords(Home home, Codecs codecs, ActorSettings settings, Clockwork clockwork) {
    /** What is said of this task. */
    Report report(Task task, Report.Said said) {
        return new Report(
                task.cluster(),
                task.upgrade(),
                task.assignment().step().id(),
                task.assignment().attempt(),
                task.assignment().token(),
                settings.instance(),
                said);
    }

    ProducerRecord<byte[], byte[]> record(Report report) {
        var headers = new EventHeaders(
                "report." + report.said().getClass().getSimpleName(),
                clockwork.randomId(),
                settings.source(),
                report.cluster().text(),
                clockwork.instant(),
                report.upgrade().text());
        return new ProducerRecord<>(
                Topic.REPORTS.topicName(),
                home.of(report.cluster()),
                Home.key(report.cluster()),
                codecs.reports().encode(report),
                headers.headers());
    }
}
