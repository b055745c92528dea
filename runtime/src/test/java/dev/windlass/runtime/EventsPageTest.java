package dev.windlass.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.runtime.deadletters.DeadLetter;
import dev.windlass.runtime.topics.Topic;
import dev.windlass.schemas.EventRecord;
import dev.windlass.schemas.wire.ReleasedSchemas;
import dev.windlass.schemas.wire.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The tables of docs/events.md are made from code: compared, or written anew with -Dwindlass.pages=write. */
class EventsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "events.md");

    @Test
    void shouldBeCurrent() throws IOException {
        var text = Files.readString(PAGE);
        var current = section(section(section(text, "topics", topics()), "reasons", reasons()), "events", events());
        if ("write".equals(System.getProperty("windlass.pages"))) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/events.md is not current: run mvn -pl runtime test -Dtest=EventsPageTest -Dwindlass.pages=write")
                .isEqualTo(current);
    }

    private static String section(String text, String name, String body) {
        var begin = "<!-- made from code: " + name + " -->\n";
        var pattern = Pattern.compile(Pattern.quote(begin) + ".*?<!-- end -->", Pattern.DOTALL);
        return pattern.matcher(text).replaceFirst(Matcher.quoteReplacement(begin + body + "<!-- end -->"));
    }

    private static String topics() {
        var rows = Arrays.stream(Topic.values()).map(EventsPageTest::row).collect(Collectors.joining());
        return "| topic | value | schema id | largest value | cleanup.policy | kept |\n| --- | --- | --- | --- | --- | --- |\n"
                + rows;
    }

    private static String row(Topic topic) {
        var subject = Subject.values()[
                Arrays.stream(Subject.values()).map(Subject::topic).toList().indexOf(topic.topicName())];
        var kept = topic.retention().isZero()
                ? "the newest of each cluster"
                : topic.retention().toDays() + " days";
        return "| `%s` | `%s` | %d | %d KiB | %s | %s |\n"
                .formatted(
                        topic.topicName(),
                        subject.schema().getName(),
                        ReleasedSchemas.newest(subject).id(),
                        subject.mostBytes() / 1024,
                        topic.cleanupPolicy(),
                        kept);
    }

    private static String reasons() {
        var all = Arrays.stream(DeadLetter.Reason.values())
                .map(reason -> "`" + reason + "`")
                .toList();
        return "The reasons: " + String.join(", ", all) + ".\n";
    }

    private static String events() {
        var kinds = EventRecord.getClassSchema().getField("event").schema().getTypes();
        return "| event | what it says | fields |\n| --- | --- | --- |\n"
                + kinds.stream().map(EventsPageTest::row).collect(Collectors.joining());
    }

    private static String row(Schema kind) {
        var fields =
                kind.getFields().stream().map(field -> "`" + field.name() + "`").collect(Collectors.joining(", "));
        assertThat(kind.getDoc()).as(kind.getName()).isNotBlank();
        return "| `%s` | %s | %s |\n".formatted(kind.getName(), kind.getDoc(), fields);
    }
}
