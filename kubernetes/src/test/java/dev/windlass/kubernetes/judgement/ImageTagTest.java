package dev.windlass.kubernetes.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTagTest {
    @ParameterizedTest
    @CsvSource({
        "k8s.gcr.io/kube-apiserver:v1.20.2, v1.20.2",
        "registry:5000/kube-apiserver:v1.20.2, v1.20.2",
        "registry:5000/kube-apiserver, ''",
        "registry:5000/a/b:v1.8.0@sha256:0123, v1.8.0",
        "k8s.gcr.io/pause@sha256:0123, ''",
        "sha256:0123, ''",
        "etcd:3.4.13-0, 3.4.13-0",
        "'', ''"
    })
    void shouldReadTheTag(String image, String tag) {
        assertThat(ImageTag.of(image).map(ImageTag::text).orElse("")).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "3.4.13-0, 3.4.13-0, true",
        "3.4.13-0, 3.4.9-1, true",
        "3.4.9-1, 3.4.13-0, false",
        "3.5.0-0, 3.4.13-0, true",
        "3.4.3, 3.4.3-0, true",
        "3.4.13-1, 3.4.13-0, true",
        "v1.10.0, 1.9.3, true",
        "custom, 3.4.13-0, false",
        "custom, custom, true"
    })
    void shouldOrderByNumbers(String mine, String other, boolean expected) {
        assertThat(new ImageTag(mine).sameOrNewerThan(new ImageTag(other))).isEqualTo(expected);
    }
}
